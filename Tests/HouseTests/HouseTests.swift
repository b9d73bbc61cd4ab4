import Foundation
import TestSupport
import Testing

private let root = Project.root

/// Swift files below a folder of the package, as (path from the package's root, text), sorted by path.
private func swiftFiles(below folder: String) throws -> [(path: String, text: String)] {
    let base = root.appendingPathComponent(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
        (folder + "/" + name, try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
    }
}

private func targetFolders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)
        .filter { !$0.hasPrefix(".") }.sorted()
}

/// The layering and the rules of repeatability hold in the sources as they are.
@Suite struct HouseTests {
    @Test func everyTargetIsInTheTable() throws {
        #expect(try Set(targetFolders()) == Set(HouseRules.allowedTargets.map(\.target)))
    }

    @Test func sourcesKeepTheRules() throws {
        var count = 0
        for target in try targetFolders() {
            for (path, text) in try swiftFiles(below: "Sources/" + target) {
                let findings = HouseRules.findings(target: target, path: path, text: text)
                #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
                count += 1
            }
        }
        #expect(count > 30, "the sources were not found")
    }

    @Test func testsKeepTheRules() throws {
        for (path, text) in try swiftFiles(below: "Tests") {
            let findings = HouseRules.testFindings(path: path, text: text)
            #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
        }
    }

    @Test func foldersAndFilesKeepTheirLimits() throws {
        let files = try swiftFiles(below: "Sources") + swiftFiles(below: "Tests")
        #expect(files.count > 60, "the sources were not found")
        let crowded = HouseLimits.crowded(files.map(\.path))
        #expect(crowded.isEmpty, "\(crowded.joined(separator: "\n"))")
        let needless = HouseLimits.needless(in: files)
        #expect(needless.isEmpty, "no exceptions any more, remove them from HouseLimits: \(needless)")
    }

    @Test func namesOfMeasuresAreWrittenOnce() throws {
        let sources = try swiftFiles(below: "Sources")
        let home = try #require(sources.first { $0.path == MeasureNames.home })
        let names = MeasureNames.names(in: home.text)
        #expect(names.count > 80)
        for (path, text) in sources {
            let findings = MeasureNames.findings(path: path, text: text, names: names)
            #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
        }
    }

    @Test func manifestAgreesWithTheTable() throws {
        let text = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let declared = PackageManifest.dependencies(in: text)
        #expect(Set(declared.keys) == Set(HouseRules.allowedTargets.map(\.target)))
        for (target, dependencies) in declared.sorted(by: { $0.key < $1.key }) {
            let allowed = HouseRules.allowedModules(of: target)
            #expect(dependencies.isSubset(of: allowed), "\(target): \(dependencies.subtracting(allowed).sorted())")
            for (path, source) in try swiftFiles(below: "Sources/" + target) {
                let imported = Set(HouseRules.imports(in: SourceTokens.of(source)).map(\.text))
                let missing = imported.subtracting(dependencies).subtracting(HouseRules.freeModules)
                #expect(missing.isEmpty, "\(path) imports \(missing.sorted()), which Package.swift does not declare")
            }
        }
    }

    /// The two rules that make a forecast come out of production code.
    @Test func productionCodeKnowsNoSimulation() {
        for target in ["Routing", "Training"] {
            let allowed = HouseRules.allowedModules(of: target)
            #expect(allowed.isDisjoint(with: ["EventEngine", "Simulation", "Traffic", "Workforce"]))
        }
    }
}
