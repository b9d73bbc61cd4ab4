// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "hitl",
    platforms: [.macOS(.v15)],
    products: [
        // Linked with the commit that is built, which nothing imports.
        .executable(name: "hitl", targets: ["hitl", "BuildCommit"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
        .target(name: "CBuildCommit"),
        .plugin(name: "CommitStamp", capability: .buildTool()),
        .target(name: "BuildCommit", plugins: ["CommitStamp"]),
        .target(name: "Quantities"),
        .target(name: "Files", dependencies: ["CLibCrypto"]),
        .target(name: "Stochastics", dependencies: ["CGSL"]),
        .target(name: "EventEngine"),
        .target(name: "Routing", dependencies: ["Quantities", "Files"]),
        .target(name: "Training", dependencies: ["Quantities", "Files", "Stochastics", "Routing"]),
        .target(name: "Traffic", dependencies: ["Quantities", "Files", "Stochastics", "Routing"]),
        .target(name: "Workforce", dependencies: ["Quantities", "Files", "Stochastics", "Routing"]),
        .target(
            name: "Simulation",
            dependencies: [
                "Quantities", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce",
            ]),
        .target(
            name: "Scenarios",
            dependencies: [
                "Quantities", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce",
                "Simulation", .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Experiments",
            dependencies: [
                "Quantities", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce",
                "Simulation", "Scenarios",
            ]),
        .target(
            name: "Verification",
            dependencies: [
                "Quantities", "Files", "Stochastics", "Routing", "Simulation", "Scenarios", "Experiments",
            ]),
        .target(
            name: "Results",
            dependencies: [
                "Quantities", "Files", "Stochastics", "Routing", "Training", "Simulation", "Scenarios", "Experiments",
                "Verification",
            ]),
        .target(
            name: "Reports",
            dependencies: [
                "Quantities", "Files", "Stochastics", "Routing", "Training", "Simulation", "Scenarios", "Experiments",
                "Verification", "Results",
            ]),
        .target(
            name: "Runs",
            dependencies: [
                "Quantities", "Files", "Stochastics", "Routing", "Training", "Traffic", "Simulation", "Scenarios",
                "Experiments", "Verification", "Results",
            ]),
        .executableTarget(
            name: "hitl",
            dependencies: [
                "CBuildCommit", "Quantities", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic",
                "Simulation", "Scenarios", "Experiments", "Verification", "Results", "Runs", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // Programs to time, which `make` builds only for the targets that time them.
        .target(name: "PeerFormat", path: "Benchmarks/PeerFormat"),
        .executableTarget(name: "mmc", dependencies: ["PeerFormat", "EventEngine"], path: "Benchmarks/mmc"),
        .executableTarget(
            name: "operation-mmc",
            dependencies: ["PeerFormat", "Routing", "Simulation", "Stochastics", "Traffic", "Workforce"],
            path: "Benchmarks/operation-mmc"),
        .executableTarget(
            name: "routing-benchmark",
            dependencies: ["Files", "Routing", "Stochastics", "Traffic", "Training"],
            path: "Benchmarks/routing-benchmark"),
        .executableTarget(
            name: "interval-coverage",
            dependencies: [
                "Experiments", "Routing", "Simulation", "Stochastics", "Traffic", "Workforce", "Verification",
            ],
            path: "Benchmarks/interval-coverage"),
        // What tests of several targets need: folders, exact values, kept outputs. It imports nothing of the program.
        .target(name: "TestSupport", path: "Tests/TestSupport", exclude: ["Theory"]),
        .testTarget(name: "HouseTests", dependencies: ["TestSupport"]),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities", "Stochastics", "Reports", "Results"]),
        .testTarget(name: "FilesTests", dependencies: ["TestSupport", "Files"]),
        .testTarget(name: "StochasticsTests", dependencies: ["TestSupport", "Stochastics", "CGSL"]),
        .testTarget(name: "EventEngineTests", dependencies: ["EventEngine"]),
        .testTarget(
            name: "TrainingTests",
            dependencies: ["TestSupport", "Quantities", "Files", "Stochastics", "Routing", "Training"]),
        .testTarget(
            name: "TrafficTests",
            dependencies: ["TestSupport", "Quantities", "Files", "Stochastics", "Routing", "Training", "Traffic"]),
        .testTarget(name: "RoutingTests", dependencies: ["TestSupport", "Quantities", "Files", "Routing"]),
        .testTarget(name: "WorkforceTests", dependencies: ["Quantities", "Stochastics", "Routing", "Workforce"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "TestSupport", "Quantities", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic",
                "Workforce", "Simulation", "Experiments", "Verification", "Results", "Reports",
            ]),
        .testTarget(
            name: "ScenariosTests",
            dependencies: [
                "TestSupport", "Quantities", "Files", "Stochastics", "Routing", "Traffic", "Simulation", "Scenarios",
                "Experiments", "Results", "Reports",
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: [
                "TestSupport", "Quantities", "Files", "Stochastics", "Simulation", "Scenarios", "Experiments",
                "Results", "Reports",
            ]),
        .testTarget(
            name: "VerificationTests",
            dependencies: [
                "TestSupport", "Quantities", "Files", "Stochastics", "Simulation", "Scenarios", "Experiments",
                "Verification", "Results", "Reports",
            ]),
        .testTarget(
            name: "GoldenTests", dependencies: ["TestSupport", "Scenarios", "Experiments", "Results", "Reports"]),
        .testTarget(
            name: "CommandTests",
            dependencies: ["TestSupport", "hitl", "Files", "Scenarios", "Experiments", "Results", "Reports"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "TestSupport", "Quantities", "Files", "Stochastics", "Simulation", "Scenarios", "Experiments",
                "Verification", "Results", "Reports",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
