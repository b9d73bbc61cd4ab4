/// Over how many files of its own module a type is spread. A type that needs more wants to be two types.
enum TypeSpread {
    /// Most files of a type: its own, and two more that extend it.
    static let mostFiles = 3

    /// What is left of an older house, as "module.type": none may be added.
    static let exceptions: Set = [
        "Stochastics.Distribution", "Stochastics.PortableMath",
    ]

    private static let declarers: Set = ["struct", "class", "enum", "actor", "protocol"]

    /// Files of each type that is declared in the module and extended or declared in more than one file, as
    /// "module.type". A nested type counts by its last name.
    static func files(in sources: [(path: String, text: String)]) -> [String: Set<String>] {
        var declared: [String: Set<String>] = [:]
        var extended: [String: Set<String>] = [:]
        for (path, text) in sources {
            let module = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
            let tokens = SourceTokens.of(text).map(\.text)
            for (place, token) in tokens.enumerated().dropLast() {
                if declarers.contains(token), isName(tokens[place + 1]) {
                    declared[module + "." + tokens[place + 1], default: []].insert(path)
                } else if token == "extension" {
                    extended[module + "." + name(tokens[(place + 1)...]), default: []].insert(path)
                }
            }
        }
        return extended.filter { declared[$0.key] != nil }
            .merging(declared.filter { extended[$0.key] != nil }) { $0.union($1) }
    }

    /// Types that are spread too far, as "module.type: what".
    static func tooWide(
        in sources: [(path: String, text: String)], exceptions: Set<String> = exceptions
    ) -> [String] {
        files(in: sources).filter { $0.value.count > mostFiles && !exceptions.contains($0.key) }
            .map { "\($0.key): in \($0.value.count) files, more than \(mostFiles): \($0.value.sorted())" }.sorted()
    }

    /// Exceptions that are none any more.
    static func needless(
        in sources: [(path: String, text: String)], exceptions: Set<String> = exceptions
    ) -> [String] {
        let files = files(in: sources)
        return exceptions.filter { files[$0]?.count ?? 0 <= mostFiles }.sorted()
    }

    /// A type begins with a capital letter; `class func` and `class var` do not declare one.
    private static func isName(_ word: String) -> Bool { word.first?.isUppercase ?? false }

    /// The last part of a dotted name.
    private static func name(_ tokens: ArraySlice<String>) -> String {
        var rest = tokens
        var name = rest.popFirst() ?? ""
        while rest.first == ".", let next = rest.dropFirst().first {
            name = next
            rest = rest.dropFirst(2)
        }
        return name
    }
}
