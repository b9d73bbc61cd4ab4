import Yams

extension ScenarioKeys {
    /// A value as `--set` takes it, so that what means the same at a key is written the same: words for words that stand
    /// for them (`always` is 100%), and the standard value where the key is taken away.
    ///
    /// - Parameters:
    ///   - value: YAML.
    ///   - path: dotted, with names and places in it.
    public static func plain(_ value: String, at path: String) -> String {
        let key = key(at: path)
        guard let node = try? YAMLText(value, file: "").root() else { return value }
        guard node.null == nil, case .scalar(let scalar) = node else {
            guard node.null != nil, case .standard(let standard)? = key?.presence else { return value }
            return standard
        }
        let text = scalar.string
        if key?.kinds.contains(.flag) ?? false { return ["yes": "true", "no": "false"][text] ?? text }
        return path == "policy.threshold" && text == alwaysHuman ? "100%" : text
    }

    /// What is written at policy.threshold where a human is to see everything.
    static let alwaysHuman = "always"
}
