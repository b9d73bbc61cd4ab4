import Files

/// Parts of Vega-Lite specifications, in the look of the report.
package enum VegaLite {
    /// Colours of lines, told apart by colour-blind readers too; each comes with its own dash pattern for paper.
    package static let colours = ["#0b5a8c", "#d55e00", "#00805e", "#8a4f9e", "#b37700", "#555555"]
    /// Dash patterns that go with the colours.
    package static let dashes: [[Double]] = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 2], [1, 3]]
    /// Most lines in one chart.
    package static let mostLines = 6

    /// A specification as wide as its container.
    package static func chart(_ description: String, height: Int, layers: [JSONTree]) -> JSONTree {
        [
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "description": .string(description),
            "width": "container",
            "height": .number(Double(height)),
            "autosize": ["type": "fit", "contains": "padding"],
            "padding": 2,
            "layer": .array(layers),
            "config": config,
        ]
    }

    /// A layer with its own values.
    package static func layer(_ values: [JSONTree], mark: JSONTree, encoding: [String: JSONTree]) -> JSONTree {
        ["data": ["values": .array(values)], "mark": mark, "encoding": .object(encoding)]
    }

    /// The weeks' axis; every week has its tick where there are few.
    package static let weekAxis: JSONTree = [
        "field": "x", "type": "quantitative", "title": "Week", "scale": ["zero": false, "nice": false, "padding": 8],
        "axis": ["format": "d", "tickMinStep": 1, "grid": false],
    ]

    /// The hours of a week from Monday midnight, days named at noon and parted at midnight.
    package static let hourAxis: JSONTree = [
        "field": "x", "type": "quantitative", "title": "Hour of the week",
        "scale": ["domain": [0, 168], "nice": false],
        "axis": [
            "values": .array(stride(from: 0, through: 168, by: 12).map { .number(Double($0)) }),
            "labelExpr":
                "datum.value % 24 == 12 ? ['Mon','Tue','Wed','Thu','Fri','Sat','Sun'][floor(datum.value / 24)] : ''",
            "labelOverlap": false, "labelFlush": false,
            "gridColor": ["condition": ["test": "datum.value % 24 == 0", "value": "#d5d9dd"], "value": "transparent"],
            "tickColor": ["condition": ["test": "datum.value % 24 == 0", "value": "#8a9299"], "value": "transparent"],
        ],
    ]

    /// Coverage from nothing to all.
    package static let coverageAxis: JSONTree = [
        "field": "x", "type": "quantitative", "title": "Share of the queries answered by the AI",
        "scale": ["domain": [0, 1]], "axis": ["format": ".0%", "tickCount": 10],
    ]

    /// A vertical axis of one field.
    package static func vertical(_ field: String, _ quantity: AxisQuantity, zero: Bool) -> JSONTree {
        [
            "field": .string(field), "type": "quantitative", "title": .string(quantity.title),
            "scale": ["zero": .bool(zero), "nice": 5],
            "axis": [
                "format": .string(quantity.format), "tickCount": 5,
                "labelExpr": zeroLabel,
            ],
        ]
    }

    /// Colour by series, in the given order, without a legend: the page has the key.
    package static func colour(_ names: [String], from palette: [String] = colours) -> JSONTree {
        bySeries(names, range: palette.map(JSONTree.string))
    }

    /// Dash pattern by series, to go with `colour`.
    package static func dash(_ names: [String]) -> JSONTree {
        bySeries(names, range: dashes.map { .array($0.map(JSONTree.number)) })
    }

    /// How amounts on an axis are labelled: without the prefix of thousands or millions at zero.
    package static let zeroLabel: JSONTree =
        "datum.value == 0 ? replace(datum.label, /[kMG]/, '') : datum.label"

    /// The specification with no backslash in a title: Vega-Lite puts titles into expressions with their quotes escaped and
    /// their backslashes as they are, so that one before a quote would end the text.
    package static func harmless(_ specification: JSONTree) -> JSONTree {
        switch specification {
        case .array(let items): return .array(items.map(harmless))
        case .object(let members):
            return .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { key, value in
                        guard key == "title", case .string(let title) = value else { return (key, harmless(value)) }
                        // A reverse solidus operator looks the same.
                        return (key, .string(title.replacing("\\", with: "\u{29F5}")))
                    }))
        default: return specification
        }
    }

    private static func bySeries(_ names: [String], range: [JSONTree]) -> JSONTree {
        [
            "field": "series", "type": "nominal", "title": nil,
            "scale": ["domain": .array(names.map(JSONTree.string)), "range": .array(range)],
            "legend": nil,
        ]
    }

    private static let config: JSONTree = [
        "font": "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif",
        "background": nil,
        "view": ["stroke": nil],
        "axis": [
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": "#3c4248",
            "titleColor": "#3c4248", "gridColor": "#e3e6e9", "domainColor": "#8a9299", "tickColor": "#8a9299",
            "titlePadding": 8, "labelOverlap": true,
        ],
        "axisY": ["domain": false, "ticks": false, "labelPadding": 6],
    ]
}

extension JSONTree: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}
