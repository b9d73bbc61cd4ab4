import Routing
import Simulation
import Stochastics
import Testing
import Traffic

/// Upset customers wait, notice and leave otherwise than calm ones where the scenario says so, and only there.
@Suite("Upset customers")
struct UpsetCustomerTests {
    private let columns = [
        "number", "attempt", "arrival_s", "upset", "outcome", "reaction", "right", "wait_s", "text", "measured",
    ]

    private static func plain() throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: 0.5, perDay: 2400)
        operation.ai?.firstLabelsPerIntent = 40
        operation.policy.threshold = 0.5
        return operation
    }

    private func operation(_ change: (inout UpsetCustomers) -> Void) throws -> OperationSpecification {
        var operation = try Self.plain()
        var upset = UpsetCustomers()
        change(&upset)
        operation.customers.upset = upset
        return operation
    }

    @Test("Rules that say nothing change nothing")
    func neutral() throws {
        let plain = try Self.plain()
        let neutral = try operation { _ in }
        #expect(try Operations.log(plain, columns: columns) == Operations.log(neutral, columns: columns))
        #expect(try Operations.forecast(plain) == Operations.forecast(neutral))
    }

    @Test("The upset are less patient, by the factor; the first contacts are the same customers")
    func patience() throws {
        func waits(_ factor: Double) throws -> (upset: [Double], calm: [Double]) {
            // Nobody is ever free, so that every wait is a customer's patience.
            var operation = Operations.humansOnly(
                agents: 1, handleTime: .constant(1e9), patience: .exponential(mean: 300),
                arrivals: try .constant(perSecond: 0.05), horizonSeconds: Operations.day)
            operation.customers.upset = UpsetCustomers()
            operation.customers.upset?.share = 0.3
            operation.customers.upset?.patienceFactor = factor
            let rows = try Operations.log(operation, columns: columns).filter { $0[4] == "abandoned" && $0[9] == "1" }
            func of(_ upset: String) -> [Double] { rows.filter { $0[3] == upset }.compactMap { Double($0[7]) } }
            return (of("1"), of("0"))
        }
        let (usual, short) = (try waits(1), try waits(0.5))
        #expect(usual.upset.count > 1000 && usual.upset.count == short.upset.count && usual.calm == short.calm)
        #expect(zip(usual.upset.sorted(), short.upset.sorted()).allSatisfy { abs($0.0 - 2 * $0.1) < 1e-5 })
    }

    @Test("The upset notice and leave as they are said to")
    func reactions() throws {
        let operation = try operation {
            $0.noticesWrong = 1
            $0.returns = 0
            $0.returnsWhenRight = 0
        }
        var calm = operation
        calm.customers.upset = nil
        func reactions(_ operation: OperationSpecification, upset: String) throws -> [String: Int] {
            let rows = try Operations.log(operation, columns: columns)
            return rows.filter { $0[3] == upset && $0[6] == "0" }.reduce(into: [:]) { $0[$1[5], default: 0] += 1 }
        }
        let (own, before) = (try reactions(operation, upset: "1"), try reactions(calm, upset: "1"))
        #expect(own["lost"] ?? 0 > 20 && own["returns"] == nil && own["content"] == nil, "\(own)")
        #expect(before["returns"] ?? 0 > 10 && before["content"] ?? 0 > 2, "\(before)")
        #expect(try reactions(operation, upset: "0")["returns"] ?? 0 > 50)
    }

    @Test("Without texts some are upset where the scenario says how many, and returns make more")
    func withoutTexts() throws {
        var operation = try Operations.arrivals((0..<4000).map { Double($0) * 400 }) {
            $0.horizonSeconds = 4000 * 400
            $0.customers = CustomerBehaviour(
                noticesWrong: 0, returns: 0, returnsWhenRight: 0.5, returnDelay: .constant(150), upsetOnReturn: 0.5)
            $0.customers.upset = UpsetCustomers()
        }
        func share(_ attempt: String) throws -> Double {
            let rows = try Operations.log(operation, columns: columns).filter { $0[1] == attempt }
            return Double(rows.count { $0[3] == "1" }) / Double(rows.count)
        }
        #expect(try share("0") == 0)
        #expect(abs(try share("1") - 0.5) < 0.05)
        operation.customers.upset?.share = 0.2
        #expect(abs(try share("0") - 0.2) < 0.03)
        #expect(abs(try share("1") - 0.6) < 0.05)
        operation.customers.upset = nil
        #expect(try share("0") == 0 && share("1") == 0)
    }
}
