import Foundation

/// The targets that Package.swift declares, read from its text.
///
/// Asking the package manager instead would wait for the lock of the build that runs this test.
enum PackageManifest {
    /// Dependencies by target; products of packages by the product's name. Targets of tests and programs to time are left out.
    static func dependencies(in text: String) -> [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        let kinds = [".target(", ".executableTarget(", ".systemLibrary("]
        for kind in kinds {
            for piece in text.components(separatedBy: kind).dropFirst() {
                let body = upToClosing(piece)
                let names = quoted(body)
                let isOfTheProgram = !body.contains("path: \"Benchmarks/") && !body.contains("path: \"Tests/")
                guard let target = names.first, isOfTheProgram else { continue }
                result[target] =
                    body.range(of: "dependencies:").map { found in
                        list(String(body[found.upperBound...]))
                    } ?? []
            }
        }
        return result
    }

    /// Names in the list that begins `text`; of `.product(name: "A", package: "b")` only A.
    private static func list(_ text: String) -> Set<String> {
        guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]") else { return [] }
        var names: Set<String> = []
        var rest = String(text[text.index(after: open)..<close])
        while let product = rest.range(of: ".product(") {
            let body = upToClosing(String(rest[product.upperBound...]))
            if let name = quoted(body).first { names.insert(name) }
            rest.removeSubrange(product.lowerBound..<rest.index(product.upperBound, offsetBy: body.count + 1))
        }
        return names.union(quoted(rest))
    }

    /// `text` up to the parenthesis that closes one opened before it.
    private static func upToClosing(_ text: String) -> String {
        var depth = 1
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return String(text[..<index]) }
        }
        return text
    }

    private static func quoted(_ text: String) -> [String] {
        text.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
