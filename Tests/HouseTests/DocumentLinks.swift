import Foundation

/// Links of Markdown pages, and the headings that they may lead to.
enum DocumentLinks {
    /// Where the links and pictures of a page lead, with their lines; code and addresses of the web are left out.
    static func targets(in page: String) -> [(line: Int, target: String)] {
        prose(page).flatMap { line, text in
            text.components(separatedBy: "](").dropFirst().compactMap { rest -> (Int, String)? in
                let target = rest.prefix { $0 != ")" && $0 != " " }
                return target.isEmpty || target.contains("://") || target.hasPrefix("mailto:")
                    ? nil : (line, String(target))
            }
        }
    }

    /// The anchors of a page's headings, as GitHub makes them: lower case, hyphens for spaces, no other marks.
    static func anchors(of page: String) -> Set<String> {
        var anchors: Set<String> = []
        for (_, text) in lines(page) where text.hasPrefix("#") {
            let heading = text.drop { $0 == "#" }.trimmed.lowercased()
            let slug = heading.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
                .replacing(" ", with: "-")
            let taken = (1...).first { !anchors.contains($0 == 1 ? slug : "\(slug)-\($0 - 1)") } ?? 1
            anchors.insert(taken == 1 ? slug : "\(slug)-\(taken - 1)")
        }
        return anchors
    }

    /// Paths below `docs/` that a text names, such as a comment or a message.
    static func named(in text: String) -> [String] {
        text.components(separatedBy: "docs/").dropFirst().compactMap { rest in
            let path = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "/-._".contains($0)) }
            let name = path.reversed().drop { $0 == "." || $0 == "-" }.reversed()
            return [".md", ".svg", ".png"].contains { String(name).hasSuffix($0) } ? "docs/" + String(name) : nil
        }
    }

    /// A path from the package's root: `target` as a page at `page` means it.
    static func resolve(_ target: String, from page: String) -> String {
        var parts = page.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == "..", !parts.isEmpty, parts.last != ".." {
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// Lines outside fenced code, numbered from 1.
    private static func lines(_ page: String) -> [(line: Int, text: String)] {
        var isCode = false
        var found: [(Int, String)] = []
        for (index, line) in page.components(separatedBy: "\n").enumerated() {
            if line.trimmed.hasPrefix("```") { isCode.toggle() } else if !isCode { found.append((index + 1, line)) }
        }
        return found
    }

    /// The same without what stands between backquotes, unless a link's text is all of it.
    private static func prose(_ page: String) -> [(line: Int, text: String)] {
        lines(page).map { line, text in
            (line, text.components(separatedBy: "`").enumerated().map { $0.offset % 2 == 1 ? "" : $0.element }.joined())
        }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
