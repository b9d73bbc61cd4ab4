import Foundation

/// Where the JavaScript that draws the charts is found: the bundle of Vega, Vega-Lite and Vega-Embed that
/// `make build` stores and `make install` puts beside the program.
public enum ChartLibrary {
    /// Name of the file.
    public static let fileName = "vega-bundle.js"

    /// The bundle's text, or nil when it is nowhere.
    ///
    /// Looks in `$HITL_SHARE`, in the program's folder and its `share/hitl`, then in `share/hitl` of the one and the
    /// two folders above it. Symbolic links to the program are followed.
    ///
    /// - Parameters:
    ///   - executable: path of the running program.
    ///   - environment: the environment variables.
    public static func locate(
        executable: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        for folder in folders(executable: executable, environment: environment) {
            let file = folder.appendingPathComponent(fileName)
            if let text = try? String(contentsOf: file, encoding: .utf8), !text.isEmpty { return text }
        }
        return nil
    }

    /// The folders searched, in order.
    package static func folders(executable: String, environment: [String: String]) -> [URL] {
        var folders: [URL] = []
        if let share = environment["HITL_SHARE"], !share.isEmpty {
            folders.append(URL(fileURLWithPath: share, isDirectory: true))
        }
        let program = URL(fileURLWithPath: executable)
        for start in [program, program.resolvingSymlinksInPath()] {
            let bin = start.deletingLastPathComponent()
            let above = bin.deletingLastPathComponent()
            folders.append(bin)
            for folder in [bin, above, above.deletingLastPathComponent()] {
                folders.append(folder.appendingPathComponent("share/hitl", isDirectory: true))
            }
        }
        return folders
    }
}
