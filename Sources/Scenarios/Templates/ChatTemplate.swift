/// The text of `ScenarioTemplate.chat`.
enum ChatTemplate {
    static let text = """
        # A chat desk whose AI starts with few labels and learns every week from what its humans decide.
        #
        # Forecast:    hitl simulate scenario.yaml
        # Vary:        hitl simulate scenario.yaml --set policy.threshold=90%
        # Check it:    hitl validate scenario.yaml
        #
        # Sources stand beside the values; "assumption" marks a value without one.

        name: Chat desk
        about: 500 chats a day; the AI learns from the labels of its humans.
        horizon: 6 weeks
        replications: 20

        traffic:
          volume: 500 per day       # assumption
          # Weights of the hours from midnight and of the days from Monday (assumption).
          hours_of_day: [2, 1, 1, 1, 1, 2, 5, 10, 14, 15, 15, 14, 13, 13, 14, 13, 12, 10, 9, 8, 7, 5, 4, 3]
          days_of_week: [17, 16, 15, 15, 15, 12, 10]
          day_factor_shape: 27      # spread of days at a small bank (Guedj and Mandelbaum's data)
          patience: {distribution: exponential, mean: 6 min}    # assumption
          # An invented language; for your own texts write: language: {corpus: my-texts.csv}
          language:
            upset: 10%              # assumption
            intents:                # assumption
              order_status:   {share: 30%}
              refund_request: {share: 20%, upset: 20%}
              return_item:    {share: 15%}
              password_reset: {share: 15%}
              invoice_copy:   {share: 10%}
              complaint:      {share: 10%, upset: 60%}

        queues:
          chat: {capacity: 20}      # beyond it chat is closed to newcomers
          audits: {}

        ai:
          first_labels_per_intent: 10
          latency: 3 s              # assumption
          summary_saves: 10%        # assumption: the human reads a summary instead of asking again
          suggestion_saves: 15%     # issues resolved per hour +15% (Brynjolfsson, Li, Raymond, arXiv 2304.11771)

        policy:
          threshold: 80%            # assumption: answer alone from this calibrated confidence on
          below_threshold: suggest  # otherwise the AI drafts and a human decides
          default_queue: chat
          audit: {share: 5%, queue: audits}     # assumption: humans check a random sample of AI answers
          triggers:                 # named rules beside the threshold; the first that holds decides
            upset:         {when: {emotion_above: 70%}, then: escalate, priority: 2}
            third_attempt: {when: {earlier_contacts_at_least: 2}, then: escalate, priority: 1}

        training:
          every: 1 week
          label_share: 20%          # assumption: share of their chats that humans label
          annotation_time: 20 s     # assumption

        customers:
          notice_wrong: 80%         # assumption
          return: 75%               # assumption: the rest leave for good
          return_after: {distribution: exponential, mean: 5 h}
          reopen_window: 24 h       # outcome pricing (Intercom Fin list price)

        teams:
          chat_team:
            skills: [chat, audits]
            shifts:
              early: {from: "06:00", to: "14:00", agents: 4}
              late:  {from: "14:00", to: "22:00", agents: 4}
              night: {from: "22:00", to: "06:00", agents: 1}
            shrinkage: 10%          # assumption: absences from shifts, paid
            handle_time: {distribution: lognormal, mean: 8 min, cv: 1.16}    # mean: assumption; cv of the bank's calls
            audit_time: 90 s        # assumption
            label_error: 5%         # assumption
            wage: 20.6 USD per hour # BLS 2024

        # Shares of all who come: who gives up or is turned away was not served. Other definitions:
        # abandoned: met_if_early, ignored or excused_if_early.
        service_levels:
          chat: {queues: [chat], within: 60 s, target: 80%}    # assumption

        # What you pay beside wages: each query the AI reads, a case that ends wrong, a customer who is lost.
        costs: {ai: {per_query: 0.10 USD}, wrong_case: 8 USD, lost_customer: 8 USD}   # Gartner 2019; assumptions
        # What clients pay you for a resolved case; a vendor that charges you would stand in costs.ai.per_resolution.
        prices: {ai_resolution: 0.99 USD, human_resolution: 6 USD}           # as Intercom Fin charges; assumption

        """
}
