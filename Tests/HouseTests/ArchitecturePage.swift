/// What the map of the repository says of targets, read from its text.
struct ArchitecturePage {
    /// A row of the table of targets.
    struct Row: Equatable {
        /// The target.
        var target: String
        /// The folders inside.
        var folders: Set<String>
        /// The targets it may import.
        var imports: Set<String>
    }

    /// Rows in the page's order.
    let rows: [Row]
    /// Names that code has: words with a capital inside, such as `EventCalendar`, in code or in a picture.
    let names: Set<String>

    /// Reads the first table of a page, whose columns are target, what it knows, folders and imports.
    ///
    /// "All above" are the targets of the rows above that hold Swift of our own; those after "but" are left out, those
    /// after "and" come on top.
    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let table = lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        var rows: [Row] = []
        for line in table {
            let cells = line.split(separator: "|").map(String.init)
            guard cells.count == 4, let target = Self.quoted(cells[0]).first else { continue }
            var imports = Set(Self.quoted(cells[3]))
            if cells[3].contains("all above") {
                let above = Set(rows.map(\.target).filter { !$0.hasPrefix("C") })
                imports = cells[3].contains("but") ? above.subtracting(imports) : above.union(imports)
            }
            rows.append(Row(target: target, folders: Set(Self.quoted(cells[2])), imports: imports))
        }
        self.rows = rows
        var names: Set<String> = []
        var isPicture = false
        for line in lines {
            if line.hasPrefix("```") {
                isPicture.toggle()
            } else {
                let code = isPicture ? [String(line)] : Self.quoted(String(line))
                names.formUnion(code.flatMap(Self.words).filter(Self.isName))
            }
        }
        self.names = names
    }

    /// Words of letters and digits.
    static func words(_ text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    }

    /// Whether a word has a capital behind a small letter, as names of types and methods have, and is no placeholder
    /// such as `XPage`.
    private static func isName(_ word: String) -> Bool {
        guard !word.hasPrefix("X") || word.hasPrefix("XML") else { return false }
        return zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
    }

    private static func quoted(_ text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }
    }
}
