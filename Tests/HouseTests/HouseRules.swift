/// What may stand where: the table of targets and the rules that make a run repeatable.
enum HouseRules {
    /// Targets in the order of the house, with the targets each may import. `Simulation` and below may import all above.
    static let allowedTargets: [(target: String, imports: [String])] = {
        var table: [(target: String, imports: [String])] = [
            ("CGSL", []), ("CLibCrypto", []),
            ("Quantities", []), ("Files", ["CLibCrypto"]), ("Stochastics", ["CGSL"]), ("EventEngine", []),
            ("Routing", ["Quantities", "Files"]),
            ("Training", ["Quantities", "Files", "Stochastics", "Routing"]),
            ("Traffic", ["Quantities", "Files", "Stochastics", "Routing"]),
            ("Workforce", ["Quantities", "Files", "Stochastics", "Routing"]),
        ]
        for target in ["Simulation", "Scenarios", "Experiments", "Verification", "Results"] {
            table.append((target, table.map(\.target).filter { !$0.hasPrefix("C") }))
        }
        // What runs knows nothing of what is read, and the other way round.
        let shared = table.map(\.target).filter { !$0.hasPrefix("C") }
        table += [
            ("Runs", shared), ("Reports", shared), ("hitl", shared + ["Runs", "Reports", "CBuildCommit"]),
            // The commit that is built: the program is linked with it, and nothing imports it.
            ("CBuildCommit", []), ("BuildCommit", []),
        ]
        return table
    }()

    /// Modules of packages, with the targets each belongs to.
    static let packageModules = [
        "Yams": ["Scenarios"], "ArgumentParser": ["hitl"], "Histogram": ["Stochastics"],
    ]
    /// Modules of the system, free to all.
    static let freeModules: Set = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "Synchronization", "Glibc",
        "Darwin",
    ]
    /// Names that clash with Foundation's, the language's or a package's.
    static let forbiddenNames: Set = [
        "Calendar", "Stream", "Process", "Progress", "Task", "Unit", "Measurement", "Duration", "Clock", "Histogram",
        "Numerics", "Operation",
    ]
    /// Targets whose results must be the same on every run and machine.
    static let repeatableTargets: Set = [
        "Quantities", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce", "Simulation",
    ]
    /// Targets in which `exp`, `log` and their like come from `PortableMath`.
    static let portableTargets: Set = ["Routing", "Training", "Traffic", "Workforce", "Simulation"]
    /// Where text leaves for a terminal or a log, cleaned (`VisibleText`).
    static let outlets = ["Console.swift", "ErrorRelay.swift"]

    /// The modules a target may import.
    static func allowedModules(of target: String) -> Set<String> {
        let targets = allowedTargets.first { $0.target == target }?.imports ?? []
        return freeModules.union(targets).union(packageModules.filter { $0.value.contains(target) }.keys)
    }

    /// Modules that the source imports.
    static func imports(in tokens: [SourceToken]) -> [SourceToken] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return tokens.indices.compactMap { index in
            guard tokens[index].text == "import", index + 1 < tokens.count else { return nil }
            let next = tokens[index + 1]
            return kinds.contains(next.text) && index + 2 < tokens.count ? tokens[index + 2] : next
        }
    }

    /// All that is wrong with one source file of `target`, as "line: what".
    static func findings(target: String, path: String, text: String) -> [String] {
        let tokens = SourceTokens.of(text)
        var found: [String] = []
        let allowed = allowedModules(of: target)
        for module in imports(in: tokens) where !allowed.contains(module.text) {
            found.append("\(module.line): \(target) may not import \(module.text)")
        }
        found += typeNames(tokens) + randomness(tokens)
        if !outlets.contains(where: path.hasSuffix) { found += writing(tokens) }
        if repeatableTargets.contains(target) { found += wallClock(tokens) }
        if portableTargets.contains(target) { found += foreignMath(tokens) }
        return (found + HouseLimits.tooLong(path: path, text: text)).map { "\(path):\($0)" }
    }

    /// All that is wrong with one test file.
    static func testFindings(path: String, text: String) -> [String] {
        let tokens = SourceTokens.of(text)
        var found = imports(in: tokens).filter { $0.text == "XCTest" }.map { "\($0.line): import of XCTest" }
        found += tokens.filter { $0.text == "testable" }.map { "\($0.line): @testable" }
        return (found + HouseLimits.tooLong(path: path, text: text)).map { "\(path):\($0)" }
    }

    private static func typeNames(_ tokens: [SourceToken]) -> [String] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        let modules = Set(allowedTargets.map(\.target)).union(packageModules.keys).union(freeModules)
        return zip(tokens, tokens.dropFirst()).enumerated().compactMap { index, pair in
            let (kind, name) = pair
            guard kinds.contains(kind.text), index == 0 || tokens[index - 1].text != "import" else { return nil }
            guard forbiddenNames.contains(name.text) || modules.contains(name.text) else { return nil }
            return "\(name.line): a type may not be called \(name.text)"
        }
    }

    private static func writing(_ tokens: [SourceToken]) -> [String] {
        let words: Set = ["STDOUT_FILENO", "STDERR_FILENO", "stdout", "stderr", "fputs", "debugPrint"]
        return tokens.indices.compactMap { index in
            let isPrint =
                follows(tokens, index, ["print", "("])
                && (index == 0 || tokens[index - 1].text != "." && tokens[index - 1].text != "func")
            let isHandle = ["standardOutput", "standardError"].contains {
                follows(tokens, index, ["FileHandle", ".", $0])
            }
            guard isPrint || isHandle || words.contains(tokens[index].text) else { return nil }
            return "\(tokens[index].line): \(tokens[index].text): text leaves through Console, which cleans it"
        }
    }

    private static func wallClock(_ tokens: [SourceToken]) -> [String] {
        let words: Set = [
            "clock_gettime", "gettimeofday", "DispatchTime", "DispatchWallTime", "ContinuousClock", "SuspendingClock",
            "mach_absolute_time", "systemUptime", "CFAbsoluteTimeGetCurrent",
        ]
        return tokens.indices.compactMap { index in
            let isNow =
                follows(tokens, index, ["Date", "(", ")"]) || follows(tokens, index, ["Date", ".", "now"])
                || follows(tokens, index, ["time", "(", "nil", ")"])
            guard words.contains(tokens[index].text) || isNow else { return nil }
            return "\(tokens[index].line): the wall clock (\(tokens[index].text))"
        }
    }

    private static func randomness(_ tokens: [SourceToken]) -> [String] {
        let words: Set = ["SystemRandomNumberGenerator", "arc4random", "arc4random_uniform", "drand48", "srand"]
        let methods: Set = ["random", "shuffled", "shuffle", "randomElement"]
        return tokens.indices.compactMap { index in
            let token = tokens[index]
            if words.contains(token.text) { return "\(token.line): \(token.text) cannot be repeated" }
            guard methods.contains(token.text), index > 0, tokens[index - 1].text == ".",
                index + 1 < tokens.count, tokens[index + 1].text == "("
            else { return nil }
            // With other arguments it is a method of our own that takes its randomness as one of them.
            let words = arguments(tokens, openedAt: index + 1).dropFirst()
            let isOwn = words.first.map { $0 != "in" } ?? false
            return isOwn || words.contains("using")
                ? nil : "\(token.line): .\(token.text) without `using:` cannot be repeated"
        }
    }

    private static func foreignMath(_ tokens: [SourceToken]) -> [String] {
        let names: Set = [
            "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow", "sin", "cos", "tan", "tanh", "erf", "erfc",
            "tgamma", "lgamma",
        ]
        let foreign: Set = ["Foundation", "FoundationEssentials", "Glibc", "Darwin"]
        return tokens.indices.compactMap { index in
            guard names.contains(tokens[index].text), index + 1 < tokens.count, tokens[index + 1].text == "("
            else { return nil }
            let before = index > 0 ? tokens[index - 1].text : ""
            if before == "func" { return nil }
            if before == ".", index < 2 || !foreign.contains(tokens[index - 2].text) { return nil }
            return "\(tokens[index].line): \(tokens[index].text)( differs between machines; use PortableMath"
        }
    }

    private static func follows(_ tokens: [SourceToken], _ index: Int, _ texts: [String]) -> Bool {
        index + texts.count <= tokens.count && zip(tokens[index...], texts).allSatisfy { $0.text == $1 }
    }

    /// The words directly inside the parentheses that open at `start`.
    private static func arguments(_ tokens: [SourceToken], openedAt start: Int) -> [String] {
        var depth = 0
        var words: [String] = []
        for token in tokens[start...] {
            if token.text == "(" { depth += 1 }
            if token.text == ")" { depth -= 1 }
            if depth == 0 { break }
            if depth == 1 { words.append(token.text) }
        }
        return words
    }
}
