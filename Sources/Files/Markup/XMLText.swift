/// Text made safe for a place in an XML document.
package enum XMLText {
    /// Text for an element or an attribute in double quotes; control characters and what hides are their numbers, and
    /// what XML 1.0 cannot hold besides is a space.
    package static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in VisibleText.line(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            case "#": escaped += "&#35;"
            default:
                let isHeld = scalar.value != 0xFFFE && scalar.value != 0xFFFF
                escaped.unicodeScalars.append(isHeld ? scalar : " ")
            }
        }
        return escaped
    }
}
