/// Who serves, how long that takes, and how long customers wait for it.
enum WorkReading {
    /// Servers: as given; one where the parameters or the title are those of a queue with a single one.
    static func readServers(_ parameters: inout TheoryParameters) -> Int {
        if let name = parameters.first(of: ["servers", "agents"]) { return parameters.servers(name) }
        let isSingle = ["interarrival", "batch", "service", "service_moments", "service_second_moment"].contains {
            parameters.has($0)
        }
        let title = parameters.theoryCase.model.lowercased()
        let titles = ["mm1", "mg1", "gm1", "gi_m_1", "m_m_1", "m_g_1", "single server"]
        let isTitled = titles.contains(where: title.contains) || title.contains(/\/1(?![0-9])/)
        return isSingle || isTitled ? 1 : parameters.servers()
    }

    enum Read<Value> {
        case found(Value)
        case unsupported(String)
    }

    /// The work of each class.
    static func readService(_ parameters: inout TheoryParameters, classes: Int) -> Read<[CaseDistribution]> {
        var means: [Double] = []
        if let name = parameters.first(of: ["service_means", "service_rates"]) {
            means = parameters.numbers(name).map { name == "service_means" ? $0 : 1 / $0 }
        } else if case .list? = parameters.theoryCase.parameters["service_mean"] {
            means = parameters.numbers("service_mean")
        }
        if !means.isEmpty, means.count != classes {
            parameters.report("the means of service and 'arrival_rates' differ in length")
            return .found([])
        }
        if parameters.has("service_second_moment") { return secondMoments(&parameters, means: means, classes: classes) }
        if case .list(let items)? = parameters.theoryCase.parameters["service"], classes > 1 {
            if items.count != classes { parameters.report("'service' and 'arrival_rates' differ in length") }
            var found: [CaseDistribution] = []
            for index in 0..<classes {
                let mean = means.isEmpty ? nil : means[index]
                switch parameters.distribution("service", at: index, mean: mean) {
                case .found(let service): found.append(service)
                case .unsupported(let reason): return .unsupported(reason)
                case .wrong: return .found([])
                }
            }
            return .found(found)
        }
        let common: CaseDistribution
        switch commonService(&parameters, mean: means.first) {
        case .found(let found): common = found
        case .unsupported(let reason): return .unsupported(reason)
        }
        return .found(
            (0..<classes).map { means.isEmpty ? common : CaseDistribution(mean: means[$0], shape: common.shape) })
    }

    /// The work of all classes alike, or its shape where the means are given.
    private static func commonService(
        _ parameters: inout TheoryParameters, mean: Double?
    ) -> Read<CaseDistribution> {
        let moments = parameters.has("service_moments") ? parameters.numbers("service_moments") : []
        var mean = mean ?? moments.first
        if mean == nil, let name = parameters.first(of: ["service_mean", "mean_service", "service_time"]) {
            mean = parameters.number(name)
            if name == "service_time", !parameters.has("service") {
                return .found(CaseDistribution(mean: mean ?? 1, shape: .constant))
            }
        }
        guard parameters.has("service") else {
            let exponential = mean ?? 1 / parameters.number("service_rate")
            return .found(CaseDistribution(mean: exponential, shape: .exponential))
        }
        if mean == nil, parameters.has("service_rate") { mean = 1 / parameters.number("service_rate") }
        switch parameters.distribution("service", mean: mean, moments: moments) {
        case .found(let found): return .found(found)
        case .unsupported(let reason): return .unsupported(reason)
        case .wrong: return .found(CaseDistribution(mean: 1, shape: .exponential))
        }
    }

    /// Work of which two moments are known: all that the mean waits of a single server depend on (Cobham, "Priority
    /// assignment in waiting line problems", Operations Research 2, 1954).
    private static func secondMoments(
        _ parameters: inout TheoryParameters, means: [Double], classes: Int
    ) -> Read<[CaseDistribution]> {
        let means = means.isEmpty ? [parameters.number("service_mean")] : means
        let moments: [Double]
        if case .list? = parameters.theoryCase.parameters["service_second_moment"] {
            moments = parameters.numbers("service_second_moment")
        } else {
            moments = [parameters.number("service_second_moment")]
        }
        guard means.count == classes, moments.count == classes else {
            parameters.report("the means, the second moments and 'arrival_rates' differ in length")
            return .found([])
        }
        var found: [CaseDistribution] = []
        for (mean, moment) in zip(means, moments) {
            let variation = moment / (mean * mean) - 1
            if abs(variation - 1) < 1e-9 {
                found.append(CaseDistribution(mean: mean, shape: .exponential))
            } else if abs(variation) < 1e-9 {
                found.append(CaseDistribution(mean: mean, shape: .constant))
            } else if variation > 0 {
                found.append(CaseDistribution(mean: mean, shape: .gamma(cv: variation.squareRoot())))
            } else {
                parameters.report("parameter 'service_second_moment' is below the square of the mean")
            }
        }
        return .found(found)
    }

    static func readPatience(
        _ parameters: inout TheoryParameters, classes: Int
    ) -> Read<[CaseDistribution?]> {
        func exponential(_ mean: Double) -> CaseDistribution? {
            mean.isFinite ? CaseDistribution(mean: mean, shape: .exponential) : nil
        }
        if let name = parameters.first(of: ["patience_rates", "patience_means"]) {
            let numbers = parameters.numbers(name, canBeZero: name == "patience_rates")
            if numbers.count != classes { parameters.report("'\(name)' and 'arrival_rates' differ in length") }
            return .found(numbers.map { exponential(name == "patience_rates" ? 1 / $0 : $0) })
        }
        if parameters.has("patience") {
            var isByClass = false
            if case .list(let items)? = parameters.theoryCase.parameters["patience"], classes > 1 {
                isByClass = true
                if items.count != classes { parameters.report("'patience' and 'arrival_rates' differ in length") }
            }
            var found: [CaseDistribution?] = []
            for index in 0..<(isByClass ? classes : 1) {
                switch parameters.distribution("patience", at: isByClass ? index : nil) {
                case .found(let patience): found.append(patience)
                case .unsupported(let reason): return .unsupported(reason)
                case .wrong: return .found([])
                }
            }
            return .found(isByClass ? found : Array(repeating: found.first ?? nil, count: classes))
        }
        if let mean = parameters.optional("patience_mean") {
            return .found(Array(repeating: exponential(mean), count: classes))
        }
        let title = parameters.theoryCase.model.lowercased()
        let isImpatient = ["erlang_a", "erlang-a", "erlang a", "+m"].contains(where: title.contains)
        guard parameters.has("patience_rate") || isImpatient else {
            return .found(Array(repeating: nil, count: classes))
        }
        let rate = parameters.number("patience_rate", canBeZero: !isImpatient)
        return .found(Array(repeating: exponential(1 / rate), count: classes))
    }
}
