// swift-tools-version: 6.1
import PackageDescription

// Programs to time; a package of their own, so that users do not build them.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "hitl", path: "..")],
    targets: [
        .target(name: "PeerFormat"),
        .executableTarget(
            name: "mmc", dependencies: ["PeerFormat", .product(name: "EventEngine", package: "hitl")]),
        .executableTarget(
            name: "operation-mmc",
            dependencies: [
                "PeerFormat",
                .product(name: "Routing", package: "hitl"),
                .product(name: "Simulation", package: "hitl"),
                .product(name: "Stochastics", package: "hitl"),
                .product(name: "Traffic", package: "hitl"),
                .product(name: "Workforce", package: "hitl"),
            ]),
        .executableTarget(
            name: "routing",
            dependencies: [
                .product(name: "Files", package: "hitl"),
                .product(name: "Routing", package: "hitl"),
                .product(name: "Stochastics", package: "hitl"),
                .product(name: "Traffic", package: "hitl"),
                .product(name: "Training", package: "hitl"),
            ]),
        .executableTarget(
            name: "coverage",
            dependencies: [
                .product(name: "Experiments", package: "hitl"),
                .product(name: "Routing", package: "hitl"),
                .product(name: "Simulation", package: "hitl"),
                .product(name: "Stochastics", package: "hitl"),
                .product(name: "Traffic", package: "hitl"),
                .product(name: "Workforce", package: "hitl"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
