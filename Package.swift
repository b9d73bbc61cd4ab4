// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "hitl",
    platforms: [.macOS(.v15)],
    products: [
        // Linked with the commit that is built, which nothing imports.
        .executable(name: "hitl", targets: ["hitl", "BuildCommit"]),
        // For the programs of Benchmarks/, a package of its own.
        .library(name: "EventEngine", targets: ["EventEngine"]),
        .library(name: "Experiments", targets: ["Experiments"]),
        .library(name: "Files", targets: ["Files"]),
        .library(name: "Routing", targets: ["Routing"]),
        .library(name: "Simulation", targets: ["Simulation"]),
        .library(name: "Stochastics", targets: ["Stochastics"]),
        .library(name: "Traffic", targets: ["Traffic"]),
        .library(name: "Training", targets: ["Training"]),
        .library(name: "Workforce", targets: ["Workforce"]),
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
        .target(name: "Files", dependencies: ["CLibCrypto"]),
        .target(
            name: "Stochastics",
            dependencies: ["CGSL"]),
        .target(name: "EventEngine"),
        .target(name: "Routing", dependencies: ["Files"]),
        .target(name: "Training", dependencies: ["Files", "Stochastics", "Routing"]),
        .target(name: "Traffic", dependencies: ["Files", "Stochastics", "Routing"]),
        .target(name: "Workforce", dependencies: ["Files", "Stochastics", "Routing"]),
        .target(
            name: "Simulation",
            dependencies: ["Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce"]),
        .target(
            name: "Scenarios",
            dependencies: [
                "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce", "Simulation",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Experiments",
            dependencies: [
                "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce", "Simulation",
                "Scenarios",
            ]),
        .target(
            name: "Reports",
            dependencies: ["Files", "Stochastics", "Routing", "Training", "Simulation", "Scenarios", "Experiments"]),
        .executableTarget(
            name: "hitl",
            dependencies: [
                "CBuildCommit", "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Simulation",
                "Scenarios", "Experiments", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "FilesTests", dependencies: ["Files"]),
        .testTarget(name: "StochasticsTests", dependencies: ["Stochastics", "CGSL"]),
        .testTarget(name: "EventEngineTests", dependencies: ["EventEngine"]),
        .testTarget(name: "TrainingTests", dependencies: ["Files", "Stochastics", "Routing", "Training"]),
        .testTarget(name: "TrafficTests", dependencies: ["Files", "Stochastics", "Routing", "Training", "Traffic"]),
        .testTarget(name: "RoutingTests", dependencies: ["Files", "Routing"]),
        .testTarget(name: "WorkforceTests", dependencies: ["Stochastics", "Routing", "Workforce"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Files", "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce", "Simulation",
                "Experiments",
            ]),
        .testTarget(
            name: "ScenariosTests",
            dependencies: [
                "Files", "Stochastics", "Routing", "Traffic", "Simulation", "Scenarios", "Experiments", "Reports",
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: ["Files", "Stochastics", "Simulation", "Scenarios", "Experiments", "Reports"]),
        .testTarget(name: "GoldenTests", dependencies: ["Scenarios", "Experiments", "Reports"]),
        .testTarget(name: "CommandTests", dependencies: ["hitl", "Files", "Scenarios", "Experiments", "Reports"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Files", "Stochastics", "Simulation", "Scenarios", "Experiments", "Reports"]),
    ],
    swiftLanguageModes: [.v6]
)
