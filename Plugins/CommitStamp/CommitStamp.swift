import Foundation
import PackagePlugin

/// Writes the commit that is built into a source of `BuildCommit`.
///
/// A manifest cannot do it: what `Context.gitInformation` said once is kept with the manifest and not asked again.
@main
struct CommitStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let root = context.package.directoryURL
        let script = root.appending(path: "Scripts/commit.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
        let sources = context.package.targets.compactMap { $0 as? any SourceModuleTarget }
            .filter { $0.kind != .test }.flatMap { $0.sourceFiles.map(\.url) }
            .filter { $0.path.hasPrefix(root.appending(path: "Sources").path) }
        return [
            .buildCommand(
                displayName: "Noting the commit", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, root.path, output.path],
                inputFiles: [script, root.appending(path: "Package.swift")] + Self.states(root) + sources,
                outputFiles: [output])
        ]
    }

    /// Files of git that change with a commit, a checkout or a staged file; none outside a repository.
    private static func states(_ root: URL) -> [URL] {
        var folder = root.appending(path: ".git")
        // In a further working tree it is a file that says where the folder is.
        if let text = try? String(contentsOf: folder, encoding: .utf8), text.hasPrefix("gitdir: ") {
            let path = text.dropFirst(8).trimmingCharacters(in: .whitespacesAndNewlines)
            folder = URL(filePath: path, relativeTo: root)
        }
        return ["HEAD", "logs/HEAD", "index"].map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }
}
