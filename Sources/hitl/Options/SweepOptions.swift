import ArgumentParser
import Experiments
import Reports
import Runs
import Simulation

/// Options that say which points a sweep has, and what is measured there.
struct SweepOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "A factor: path=a:b:step or path=v1,v2,...; may be repeated. path=a:b with --design sobol or lhs.",
            valueName: "path=values"))
    var vary: [String] = []

    @Option(name: .long, help: "How points are chosen: grid (all combinations), sobol, lhs or csv.")
    var design: SweepDesign?

    @Option(name: .long, help: RunSettings.sweepPoints.argument, completion: RunSettings.sweepPoints.completion)
    var points: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Points of --design csv: a column for each path, a row for each point.", valueName: "file"))
    var designFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Measures to keep, separated by commas; otherwise all of the whole operation, and by week.",
            valueName: "a,b"))
    var measures: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Measure on the cost axis; otherwise \(Measure.costPerResolution), or \(Measure.costPerQuery). "
                + "One that is good neither low nor high is written measure:lower or measure:higher.",
            valueName: "measure"))
    var cost: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Measure set against it; otherwise the first service level with a target.", valueName: "measure"))
    var service: String?

    @Option(name: .long, help: RunSettings.sweepBlock.argument, completion: RunSettings.sweepBlock.completion)
    var block: Int?

    @Option(
        name: .long,
        help: "How replications are spread over points: equal, or ocba (where they help to find the best point).")
    var allocation: SweepAllocationChoice = .equal

    @Option(
        name: .long,
        help: ArgumentHelp("What is to be best with --allocation ocba; the cost otherwise.", valueName: "measure"))
    var objective: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "What the best point must keep to, such as 'service_level.chat >= 80%'; may be repeated.",
            valueName: "requirement"))
    var subjectTo: [String] = []

    @Option(name: .long, help: RunSettings.sweepBudget.argument, completion: RunSettings.sweepBudget.completion)
    var budget: Int?

    @Flag(name: .long, help: "Do not ask before a sweep of more than 10,000 points.")
    var yes = false

    /// The design asked for, or implied by a file.
    var chosenDesign: SweepDesign { design ?? (designFile == nil ? .grid : .csv) }

    /// The sweep they ask for.
    var request: SweepRequest {
        var request = SweepRequest()
        request.vary = vary
        request.design = chosenDesign
        request.points = points
        request.designFile = designFile
        request.measures = measures
        request.cost = cost
        request.service = service
        request.block = block
        request.isAllocated = allocation == .ocba
        request.objective = objective
        request.subjectTo = subjectTo
        request.budget = budget
        request.isLargeMeant = yes
        return request
    }

    mutating func validate() throws {
        try asUsage {
            try RunSettings.sweepPoints.check(points)
            try RunSettings.sweepBlock.check(block)
            try RunSettings.sweepBudget.check(budget)
        }
        let isSpaceFilling = chosenDesign == .sobol || chosenDesign == .lhs
        if points != nil, !isSpaceFilling {
            throw ValidationError(
                "--points is for --design sobol and lhs: "
                    + (chosenDesign == .csv
                        ? "a file has a point for each row" : "a grid has as many as its values make"))
        }
        if (designFile != nil) != (chosenDesign == .csv) {
            throw ValidationError(
                designFile == nil
                    ? "--design csv needs --design-file FILE" : "--design-file is for --design csv; leave one out")
        }
        if designFile != nil, !vary.isEmpty {
            throw ValidationError("--design-file names the factors itself; leave out --vary")
        }
        if let cost, let service, SweepGoal(cost).measure == SweepGoal(service).measure {
            throw ValidationError("--cost and --service are the same measure: name two, or leave one out")
        }
        if let measures, measures.split(separator: ",", omittingEmptySubsequences: false).contains(where: \.isBlank) {
            throw ValidationError(
                "--measures \"\(measures)\": a name is empty; write a,b, such as "
                    + "\(Measure.costPerQuery),\(Measure.humanWaitMean)")
        }
        if allocation == .equal {
            if budget != nil || objective != nil || !subjectTo.isEmpty {
                throw ValidationError("--budget, --objective and --subject-to need --allocation ocba")
            }
        } else {
            guard budget != nil else {
                throw ValidationError("--allocation ocba needs --budget, the replications of all points together")
            }
        }
    }
}

extension Substring {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

extension SweepDesign: ExpressibleByArgument {}

/// How replications are spread over the points of a sweep.
enum SweepAllocationChoice: String, ExpressibleByArgument, CaseIterable {
    case equal, ocba
}
