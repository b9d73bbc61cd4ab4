/// The text of `ScenarioTemplate.mixed`.
enum MixedTemplate {
    static let text = """
        # Chat, voice and email for two teams that share the chats: who is short of people, and when?
        #
        # Forecast:    hitl simulate scenario.yaml
        # Vary:        hitl simulate scenario.yaml --set teams.voice_team.shifts.day.agents=6
        # Load first:  hitl simulate scenario.yaml --dry-run
        #
        # Sources stand beside the values; "assumption" marks a value without one.

        name: Three channels
        about: 1,000 contacts a day by chat, voice and email; two teams share the chats.
        horizon: 4 weeks
        replications: 20

        traffic:
          volume: 1000 per day      # assumption
          # Weights of the hours from midnight (assumption).
          hours_of_day: [1, 1, 1, 1, 1, 2, 4, 9, 13, 14, 14, 13, 12, 12, 13, 12, 11, 9, 7, 5, 4, 3, 2, 1]
          channels:                 # shares and patience of chat: assumptions
            chat:  {share: 50%, patience: {distribution: exponential, mean: 6 min}}
            voice: {share: 30%, patience: {distribution: exponential, mean: 348 s}}    # callers of a small bank
            email: {share: 20%}     # nobody waits on the line
          segments:
            consumer: {share: 85%}
            business: {share: 15%, priority: 3}     # 0 most urgent, 9 least, 5 otherwise

        queues:
          chat: {capacity: 15}
          voice: {}
          email: {}

        ai:
          assumed_accuracy: {mean: 80%, concentration: 5}       # assumption
          sees_difficulty: 50%      # assumption: what takes long makes the AI doubt
          latency: 3 s              # assumption
          suggestion_saves: 15%     # issues resolved per hour +15% (Brynjolfsson, Li, Raymond, arXiv 2304.11771)

        policy:
          threshold: 80%            # assumption
          below_threshold: suggest
          default_queue: chat
          queues_by_channel: {chat: chat, voice: voice, email: email}
          triggers:
            again: {when: {earlier_contacts_at_least: 2}, then: escalate, priority: 1}

        customers: {notice_wrong: 80%, return: 75%, return_after: {distribution: exponential, mean: 5 h}}   # assumption

        teams:
          chat_team:
            skills: [chat, email]
            shifts:
              day:   {from: "07:00", to: "15:00", agents: 4}
              late:  {from: "15:00", to: "23:00", agents: 4}
              night: {from: "23:00", to: "07:00", agents: 1}
            shrinkage: 10%          # assumption
            handle_time: {distribution: lognormal, mean: 8 min, cv: 1.16}   # mean: assumption; cv of the bank's calls
            label_error: 5%         # assumption
            wage: 20.6 USD per hour # BLS 2024
          voice_team:
            skills: [voice, chat]
            shifts:
              day:   {from: "07:00", to: "15:00", agents: 4}
              late:  {from: "15:00", to: "23:00", agents: 5}
              night: {from: "23:00", to: "07:00", agents: 1}
            shrinkage: 10%
            handle_time: {distribution: lognormal, mean: 6 min, cv: 1.16}   # 6 min: Klarna
            label_error: 5%
            wage: 20.6 USD per hour

        # Shares of all who come: who gives up or is turned away was not served. Other definitions:
        # abandoned: met_if_early, ignored or excused_if_early.
        service_levels:
          chat:  {queues: [chat], within: 60 s, target: 80%}
          voice: {queues: [voice], within: 20 s, target: 80%}   # the usual 80/20

        # What you pay beside wages: each query the AI reads, a case that ends wrong, a customer who is lost.
        costs: {ai: {per_query: 0.10 USD}, wrong_case: 8 USD, lost_customer: 8 USD}   # Gartner 2019; assumptions

        """
}
