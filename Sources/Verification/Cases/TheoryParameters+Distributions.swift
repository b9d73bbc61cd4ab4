import Files

extension TheoryParameters {
    /// What came of a distribution that a case describes.
    enum Described {
        case found(CaseDistribution)
        /// The product has nothing of the kind; the sentence says so.
        case unsupported(String)
        /// Wrong, and reported.
        case wrong
    }

    /// A distribution of a parameter: a text, an object or a number, with its numbers there or in parameters beside it
    /// (`patience: weibull, shape: 2, scale: 1`).
    ///
    /// - Parameters:
    ///   - name: of the parameter.
    ///   - index: of the member, where the parameter is a list of distributions.
    ///   - mean: that holds where none is given.
    ///   - moments: the first ones, where they are known.
    mutating func distribution(
        _ name: String, at index: Int? = nil, mean: Double? = nil, moments: [Double] = []
    ) -> Described {
        var value = value(name)
        if let index, case .list(let items)? = value { value = items.indices.contains(index) ? items[index] : nil }
        guard let value else {
            report("parameter '\(name)' is missing")
            return .wrong
        }
        var read: Set<String> = []
        let source = source(value, name, mean: mean, moments: moments) { _ = read.insert($0) }
        switch source.read() {
        case .found(let found):
            read.forEach { _ = self.value($0) }
            return .found(found)
        case .unsupported(let reason): return .unsupported(reason)
        case .wrong(let message):
            report(message.hasPrefix("'") ? "parameter " + message : message)
            return .wrong
        }
    }

    /// Where the numbers of a value come from. Reading one from a parameter beside it is noted.
    private func source(
        _ value: TheoryValue, _ name: String, mean: Double?, moments: [Double], note: @escaping (String) -> Void
    ) -> DistributionSource {
        switch value {
        case .number(let number):
            return DistributionSource(
                name: name, kind: "constant", plain: [number], number: { _ in nil }, list: { _ in nil }, mean: nil,
                moments: moments, parts: [])
        case .object:
            let kind =
                ["distribution", "type", "kind", "family", "name"].lazy.compactMap { value[$0]?.text }.first ?? ""
            let words = DistributionWords(kind)
            return DistributionSource(
                name: name, kind: words.kind, plain: words.plain, number: { value[$0]?.number ?? words.named[$0] },
                list: { Self.numbers(value[$0]) }, mean: mean, moments: moments, parts: parts(value, name))
        case .list:
            return DistributionSource(
                name: name, kind: "mixture", plain: [], number: { _ in nil }, list: { _ in nil }, mean: mean,
                moments: moments, parts: parts(.object(["of": value]), name))
        case .text, .other:
            let words = DistributionWords(value.text ?? "")
            func beside(_ key: String) -> String? { first(of: ["\(name)_\(key)", key]) }
            return DistributionSource(
                name: name, kind: words.kind, plain: words.plain,
                number: { key in
                    if let number = words.named[key] { return number }
                    // A mean or a rate by itself may be that of anything.
                    let isOwn = !["mean", "from", "to", "a", "b"].contains(key) || has("\(name)_\(key)")
                    guard isOwn, let parameter = beside(key), let number = theoryCase.parameters[parameter]?.number
                    else { return nil }
                    note(parameter)
                    return number
                },
                list: { key in
                    guard let parameter = beside(key), let numbers = Self.numbers(theoryCase.parameters[parameter])
                    else { return nil }
                    note(parameter)
                    return numbers
                }, mean: mean, moments: moments, parts: [])
        }
    }

    /// The parts of a mixture, each a distribution with its weight; none where one cannot be read.
    private func parts(_ value: TheoryValue, _ name: String) -> [(weight: Double, distribution: CaseDistribution)] {
        let written = ["of", "components", "parts"].lazy.compactMap { value[$0] }.first
        guard case .list(let items)? = written else { return [] }
        let parts = items.compactMap { item -> (weight: Double, distribution: CaseDistribution)? in
            let weight = ["weight", "p", "probability"].lazy.compactMap { item[$0]?.number }.first
            guard let weight, case .found(let found) = source(item, name, mean: nil, moments: [], note: { _ in }).read()
            else { return nil }
            return (weight, found)
        }
        return parts.count == items.count ? parts : []
    }

    private static func numbers(_ value: TheoryValue?) -> [Double]? {
        guard case .list(let items)? = value else { return nil }
        let numbers = items.compactMap(\.number)
        return numbers.count == items.count && !numbers.isEmpty ? numbers : nil
    }
}

extension TheoryParameters {
    /// The work of a contact in any of its forms: `service` with what belongs to it, `service_rate` or `service_mean`.
    mutating func anyService() -> Described {
        var mean: Double?
        if has("service_mean") { mean = number("service_mean") }
        if mean == nil, has("service_rate") || !has("service") { mean = 1 / number("service_rate") }
        return has("service")
            ? distribution("service", mean: mean)
            : .found(CaseDistribution(mean: mean ?? 1, shape: .exponential))
    }
}
