/// Which kind of operation a case is about.
enum ReductionFamilies {
    /// Sets up a plan from the parameters of a case, or says why it cannot.
    typealias Family = @Sendable (inout TheoryParameters, inout ReductionDraft) -> String?

    /// What cases have parameters of their own; each is told by these, whatever its title. The first that fits is taken.
    private static let families: [(parameters: [String], family: Family)] = [
        (["rate_per_chat_when_holding_j"], ChatReduction.chats), (["e0", "einf"], RetrainingReduction.retraining),
        (["ai_slots"], AIReductions.tandem),
        (["ai_resolution_prob"], AIReductions.thinning), (["repeat_prob_after_ai"], AIReductions.repeats),
        (["a", "b", "threshold"], AIReductions.threshold),
        (["escalated", "sees_difficulty"], DifficultyReduction.difficulty),
        (["wrong", "notice", "returns", "window"], ClawBackReduction.clawBack),
        (["knots", "rates"], TimeReductions.pointRates),
        (["lb", "A"], TimeReductions.periodicRates),
        (["mean_per_period"], AIReductions.dayFactor), (["arrival_rate_per_period"], DayReductions.hourlyStaffing),
        (["hourly_rate"], DayReductions.callCentreDay),
        (["pool_A", "pool_B"], PoolReduction.pools),
    ]

    /// The kind of operation that a case is about.
    static func family(of theoryCase: TheoryCase) -> Family {
        if theoryCase.expected.contains(where: { $0.quantity.hasPrefix("mean_wait_nth") }) {
            return TimeReductions.nthWait
        }
        let found = families.first { $0.parameters.allSatisfy { theoryCase.parameters[$0] != nil } }
        return found?.family ?? QueueReduction.queue
    }

    /// Parameters in words for people, or that hold in every scenario.
    static let descriptions: Set = [
        "rate", "confidence", "model", "assumption", "ai_stage", "note", "notes", "description", "comment", "handle",
        "initial", "routing", "discipline", "gamma_mean", "prices", "title", "source",
    ]

    /// Parameters of a queue, of which a misspelled one was probably meant.
    static let queueParameters = [
        "arrival_rate", "arrival_rates", "batch", "batch_rate", "interarrival", "servers", "service", "service_rate",
        "service_rates", "service_mean", "service_means", "service_time", "service_moments", "service_second_moment",
        "patience", "patience_rate", "patience_rates", "system_capacity", "sl_threshold", "sl_thresholds", "short",
    ]

    /// Whether a parameter is one of a queue or of another family.
    static func isKnown(_ name: String) -> Bool { queueParameters.contains(name) || otherParameters.contains(name) }

    private static let otherParameters = Set(
        families.flatMap(\.parameters) + [
            "agents", "waiting_room", "queue_capacity", "patience_mean", "patience_means", "batch_mean",
            "slots_per_agent", "n0", "horizon", "ai_rate", "ai_service_rate", "human_rate", "human_service_rate",
            "escalation_prob", "repeat_prob_after_human", "mean_repeat_delay", "new_arrival_rate", "return_after",
            "return_after_mean", "period", "period_length", "gamma_shape", "alpha0", "good_wait_threshold_s",
            "service_rate_A", "service_rate_B",
        ])

    /// Why no scenario says a parameter.
    static func reason(forParameter name: String) -> String {
        unsupportedParameters[name] ?? "not built yet: the parameter '\(name)' is of no model known here"
    }

    static let unsupportedParameters: [String: String] = [
        "redial_prob": "not built yet: redial of those who gave up",
        "redial_rate": "not built yet: redial of those who gave up",
        "retrial_rate_per_orbit_customer": "not built yet: retrial of those who were turned away",
        "first_handle_time": "not built yet: power-law learning by contacts handled",
        "exponent": "not built yet: power-law learning by contacts handled",
        "vacation": "not built yet: breaks whenever idle",
        "accepted": "not built yet: callbacks", "offered_when": "not built yet: callbacks",
        "helps_after": "not built yet: teams that help after a time",
        "helpers": "not built yet: teams that help after a time",
        "transfer_share": "not built yet: transfers", "legs": "not built yet: transfers",
        "away": "not built yet: breaks that hand work over", "at_end": "not built yet: breaks that hand work over",
        "after": "not built yet: breaks that hand work over",
        "rate_per_year": "not built yet: attrition", "followed_blindly": "not built yet: suggestions followed blindly",
        "sl_target": function, "bins": function,
    ]

    /// Why no scenario reduces to a model, where its title alone says so; nil for all others.
    static func reason(forModel model: String) -> String? { functions[model] }

    /// Known models that are no operations.
    private static let functions: [String: String] = [
        "minimum_staffing": function, "mm1_asymptotic_variance": function, "order_statistic_quantile_ci": function,
        "ranking_selection_constants": function, "ci_coverage_acceptance": function, "mser5": function,
        "ocba_allocation": function, "control_variate_loss": function,
        "sobol_points": "no operation: points of another set of direction numbers than GSL's",
        "shift_set_covering": "no operation: an integer program, not asked for now",
    ]

    private static let function = "no operation: a function, which tests compare with these values directly"
}
