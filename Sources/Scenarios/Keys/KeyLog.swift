/// What a reader asked a scenario for: the means by which a test holds the catalogue of keys to the readers. A class,
/// because all sections of a document write to it.
package final class KeyLog {
    /// Keys asked for, by concrete path; kinds are empty for those that were only looked at.
    package private(set) var asked: [String: Set<ScenarioKey.Kind>] = [:]
    /// Concrete paths of keys whose absence is an error.
    package private(set) var required: Set<String> = []

    /// Makes an empty log.
    package init() {}

    func ask(_ path: String, _ kind: ScenarioKey.Kind? = nil) {
        var kinds = asked[path] ?? []
        if let kind { kinds.insert(kind) }
        asked[path] = kinds
    }

    func require(_ path: String) { required.insert(path) }
}
