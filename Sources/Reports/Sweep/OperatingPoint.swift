import Files
import Stochastics

extension LineChart {
    /// A diamond at two estimates, with both their intervals.
    static func cross(x: Estimate, y: Estimate) -> [JSONTree] {
        let value: JSONTree = [
            "x": .number(x.mean), "y": .number(y.mean), "xLow": .optional(x.low), "xHigh": .optional(x.high),
            "yLow": .optional(y.low), "yHigh": .optional(y.high),
        ]
        func field(_ name: String) -> JSONTree { ["field": .string(name), "type": "quantitative"] }
        let rule: JSONTree = ["type": "rule", "color": "#d55e00", "strokeWidth": 2]
        var layers: [JSONTree] = []
        if x.low != nil, x.high != nil {
            layers.append(
                VegaLite.layer(
                    [value], mark: rule, encoding: ["x": field("xLow"), "x2": ["field": "xHigh"], "y": field("y")]))
        }
        if y.low != nil, y.high != nil {
            layers.append(
                VegaLite.layer(
                    [value], mark: rule, encoding: ["x": field("x"), "y": field("yLow"), "y2": ["field": "yHigh"]]))
        }
        layers.append(
            VegaLite.layer(
                [value],
                mark: [
                    "type": "point", "shape": "diamond", "filled": true, "size": 110, "color": "#d55e00", "opacity": 1,
                ],
                encoding: ["x": field("x"), "y": field("y")]))
        return layers
    }
}
