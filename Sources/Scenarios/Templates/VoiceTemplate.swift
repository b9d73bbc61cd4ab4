/// The text of `ScenarioTemplate.voice`.
enum VoiceTemplate {
    static let text = """
        # A call centre with a voice bot in front. The bot's accuracy is stated, so that the forecast is about lines and
        # people: how long callers wait, who hangs up, and whether 80% are answered within 20 seconds.
        #
        # Forecast:    hitl simulate scenario.yaml
        # Vary:        hitl simulate scenario.yaml --set teams.callers.shifts.day.agents=14
        # Load first:  hitl simulate scenario.yaml --dry-run
        #
        # Sources stand beside the values; "assumption" marks a value without one.

        name: Call centre
        about: 1,500 calls on a weekday; a voice bot answers what it is sure of.
        horizon: 4 weeks
        replications: 20

        traffic:
          volume: 1200 per day      # assumption: mean over the week
          # Weights of the hours from midnight and of the days from Monday (assumption: open from 8 to 20).
          hours_of_day: [0, 0, 0, 0, 0, 0, 0, 0, 9, 12, 13, 12, 10, 10, 11, 10, 9, 7, 5, 3, 0, 0, 0, 0]
          days_of_week: [20, 18, 17, 17, 16, 8, 4]
          day_factor_shape: 27      # spread of days at a small bank (Guedj and Mandelbaum's data)
          patience: {distribution: exponential, mean: 348 s}    # callers of the same bank

        queues:
          voice: {}

        ai:
          assumed_accuracy: {mean: 75%, concentration: 5}       # assumption
          handling_time: {distribution: lognormal, mean: 40 s, cv: 0.6}    # assumption: the bot talks with every caller
          slots: 60                 # assumption: lines of the bot
          summary_saves: 10%        # assumption: the human is told what was said

        policy:
          threshold: 85%            # assumption

        customers: {notice_wrong: 80%, return: 75%, return_after: {distribution: exponential, mean: 2 h}}    # assumption

        teams:
          callers:
            skills: [voice]
            shifts:
              day:     {days: mon-fri, from: "08:00", to: "16:00", agents: 12}
              late:    {days: mon-fri, from: "12:00", to: "20:00", agents: 8}
              weekend: {days: [sat, sun], from: "08:00", to: "20:00", agents: 6}
            shrinkage: 12%          # assumption
            handle_time: {distribution: lognormal, mean: 6 min, cv: 1.16}  # 6 min: Klarna; cv of the bank's calls
            label_error: 5%         # assumption
            wage: 20.6 USD per hour # BLS 2024

        # Shares of all who come: who gives up or is turned away was not served. Other definitions:
        # abandoned: met_if_early, ignored or excused_if_early.
        service_levels:
          voice: {queues: [voice], within: 20 s, target: 80%}   # the usual 80/20

        # What you pay beside wages: each query the AI reads, a case that ends wrong, a customer who is lost.
        costs: {ai: {per_query: 0.10 USD}, wrong_case: 8 USD, lost_customer: 8 USD}   # Gartner 2019; assumptions

        """
}
