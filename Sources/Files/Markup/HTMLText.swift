/// Text made safe for a place in a page.
package enum HTMLText {
    /// Text for an element or a double-quoted attribute; what hides or turns text around is written as its number.
    package static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in VisibleText.mapped(text, { $0.value < 0x20 ? nil : VisibleText.escaped($0) }).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// JSON for a `script` element: nothing in it can end the element or open a comment.
    package static func json(_ tree: JSONTree) -> String {
        tree.compact.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
    }

    /// A program for a `script` element: nothing in it can end the element or open a comment.
    ///
    /// In JavaScript `<\/script` and `<\!--` inside strings and patterns mean what they meant unescaped.
    package static func script(_ program: String) -> String {
        program.replacing("</script", with: "<\\/script").replacing("</SCRIPT", with: "<\\/SCRIPT")
            .replacing("<!--", with: "<\\!--")
    }

    /// A word that can be the id of an element: letters, digits and hyphens.
    package static func id(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
