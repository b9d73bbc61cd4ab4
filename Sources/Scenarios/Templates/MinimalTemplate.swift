/// The text of `ScenarioTemplate.minimal`.
enum MinimalTemplate {
    static let text = """
        # The shortest forecast: contacts come, an AI of stated accuracy answers what it is sure of, and one team does
        # the rest.
        #
        # Forecast:    hitl simulate scenario.yaml
        # Vary:        hitl simulate scenario.yaml --set policy.threshold=90%
        # Check it:    hitl validate scenario.yaml
        # Load first:  hitl simulate scenario.yaml --dry-run
        #
        # Put in your own numbers. "assumption" marks a value without a source: vary it first.

        name: My support
        horizon: 2 weeks
        replications: 20            # independent runs that the intervals are made of

        traffic:
          volume: 600 per day       # assumption
          patience: {distribution: exponential, mean: 6 min}    # assumption
          # Weights of the hours from midnight (assumption: office hours).
          hours_of_day: [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 13, 12, 12, 13, 12, 11, 9, 7, 6, 5, 3, 2, 1]

        queues:
          support: {}

        ai:
          assumed_accuracy: 85%     # assumption; with texts of your own the AI learns instead: docs/reference/scenarios.md
          sees_difficulty: 50%      # assumption: what takes long makes the AI doubt

        policy:
          threshold: 80%            # assumption: from this confidence on the AI answers alone

        customers: {notice_wrong: 80%, return: 80%}     # assumption

        teams:
          agents:
            skills: [support]
            shifts:
              day:   {from: "06:00", to: "22:00", agents: 3}
              night: {from: "22:00", to: "06:00", agents: 1}
            handle_time: {distribution: lognormal, mean: 6 min, cv: 1}    # 6 min: Klarna; the spread is an assumption
            label_error: 5%         # assumption: share of wrong resolutions
            wage: 20.6 USD per hour # US customer service representatives, BLS 2024

        costs:                      # what you pay beside wages; what clients pay you would stand in prices
          ai: {per_query: 0.10 USD} # self-service contact, Gartner 2019; a vendor's fee: {per_resolution: 0.99 USD}
          wrong_case: 8 USD         # assumption: a case that ends wrong, about an assisted contact (8.01 USD, Gartner 2019)
          lost_customer: 8 USD      # assumption: who gives up waiting, is turned away or leaves

        # Shares of all who come: who gives up or is turned away was not served. Other definitions:
        # abandoned: met_if_early, ignored or excused_if_early.
        service_levels:
          support: {queues: [support], within: 1 min, target: 80%}        # assumption

        """
}
