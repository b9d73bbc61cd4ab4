import Scenarios
import Simulation

extension Baseline {
    /// What changed in the checks themselves: limits and options, checks added and taken away. A change that asks less than
    /// before is called looser.
    public func checkChanges(to scenario: Scenario) -> [Change] {
        let now = scenario.checks.texts
        let measures = scenario.specification.measures()
        func requirement(_ text: String?) -> Requirement? {
            text.flatMap { try? Requirement.parse($0, measures: measures, currency: scenario.currency) }
        }
        return Set(checks.keys).union(now.keys).sorted().compactMap { name in
            let (before, after) = (checks[name], now[name])
            guard before != after else { return nil }
            var remark: String?
            if after == nil {
                remark = "no longer checked"
            } else if before != nil {
                remark = Self.remark(name, requirement(before), requirement(after), before, after)
            }
            return Change(path: "checks.\(name)", before: before, now: after, remark: remark)
        }
    }

    private static func remark(
        _ name: String, _ before: Requirement?, _ after: Requirement?, _ old: String?, _ new: String?
    ) -> String? {
        if CheckPlan.optionNames.contains(name) {
            // Only the option that narrows what is asked weakens the verdicts.
            return name == CheckPlan.rowsName && new == CheckPlan.theseRows ? "looser" : nil
        }
        guard let before, let after, let isLooser = after.isLooser(than: before) else { return nil }
        return isLooser ? "looser" : before.isLooser(than: after) == true ? "stricter" : nil
    }
}
