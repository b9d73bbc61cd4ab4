extension Reduction {
    /// Why no scenario reduces to a model today; nil for a model that is unknown, or has one.
    static func reason(forModel model: String) -> String? {
        unsupportedModels[model]
    }

    /// Known models that no scenario reduces to today, with the reason.
    private static let unsupportedModels: [String: String] = [
        "mmc_abandon_redial": "not built yet: redial of those who gave up",
        "mm1_retrial_orbit": "not built yet: retrial of those who were turned away",
        "skill_overflow_loss": "not built yet: pools with an order of preference and no queue",
        "skill_n_model_abandon": "not built yet: preferences among pools",
        "mt_m_c_async_backlog": "not built yet: a backlog from an empty start",
        "wright_learning_busy_agent": "not built yet: power-law learning by contacts handled",
        "mm1_multiple_vacations": "not built yet: breaks whenever idle",
        "minimum_staffing": function, "mm1_asymptotic_variance": function, "order_statistic_quantile_ci": function,
        "ranking_selection_constants": function, "ci_coverage_acceptance": function, "mser5": function,
        "ocba_allocation": function, "control_variate_loss": function,
        "sobol_points": "no operation: points of another set of direction numbers than GSL's",
        "shift_set_covering": "no operation: an integer program, not asked for now",
    ]

    private static let function = "no operation: a function, which tests compare with these values directly"
}
