/// The text of `ScenarioTemplate.approval`.
enum ApprovalTemplate {
    static let text = """
        # An AI that prepares refunds by itself and pays only after a human's approval. How long do approvals take, how
        # many are changed, and how many approvers does it need?
        #
        # Forecast:    hitl simulate scenario.yaml
        # Vary:        hitl simulate scenario.yaml --set teams.approvers.shifts.day.agents=2
        # Vary:        hitl simulate scenario.yaml --set plans.refund.time_out="2 h"
        #
        # Sources stand beside the values; "assumption" marks a value without one.

        name: Refunds with approval
        about: An online shop; refunds wait for an approver, and after 30 minutes for a supervisor.
        horizon: 4 weeks
        replications: 20

        traffic:
          volume: 800 per day       # assumption
          # Weights of the hours from midnight (assumption: shop hours).
          hours_of_day: [0, 0, 0, 0, 0, 0, 0, 0, 6, 8, 10, 10, 9, 9, 9, 9, 8, 7, 5, 0, 0, 0, 0, 0]
          patience: {distribution: exponential, mean: 10 min}   # assumption
          actions:                  # what customers ask to be done
            refund: {intents: [refund_request], share: 90%, amount: {distribution: lognormal, mean: 80 USD, cv: 1}}  # assumption
          language:
            intents:                # assumption
              refund_request: {share: 40%}
              order_status:   {share: 60%}

        queues:
          general: {}
          approvals: {}
          supervisors: {}

        ai:
          assumed_accuracy: 88%     # assumption
          latency: 3 s              # assumption

        policy:
          threshold: 70%            # assumption
          default_queue: general
          triggers:
            large_amount: {when: {amount_above: 300 USD}, then: escalate}     # assumption

        plans:
          refund:                   # steps in their order; the AI waits before one that pauses
            actions: [refund]
            queue: approvals
            time_out: 30 min        # assumption
            escalate_to: supervisors
            edited: 10%             # assumption: the human changes the amount
            edit_time: 2 min        # assumption
            steps:                  # assumption
              check_order:   {takes: 10 s}
              pay_back:      {takes: 30 s, pauses: true}
              tell_customer: {takes: 2 s}

        customers: {notice_wrong: 80%, return: 80%, return_after: 4 h, reopen_window: 2 days}    # assumption

        teams:
          generalists:
            skills: [general]
            shifts: {day: {from: "08:00", to: "20:00", agents: 4}}
            handle_time: {distribution: lognormal, mean: 6 min, cv: 1}        # 6 min: Klarna
            label_error: 5%         # assumption
            wage: 20.6 USD per hour # BLS 2024
          approvers:
            skills: [approvals]
            shifts: {day: {from: "08:00", to: "20:00", agents: 1}}
            handle_time: 2 min      # not used: approvers only approve
            approval_time: {distribution: lognormal, mean: 2 min, cv: 0.8}    # assumption
            label_error: 3%         # assumption
            wage: 25 USD per hour   # assumption
          supervisors:
            skills: [supervisors]
            shifts: {day: {from: "08:00", to: "20:00", agents: 1}}
            handle_time: 3 min      # not used
            approval_time: {distribution: lognormal, mean: 3 min, cv: 0.8}    # assumption
            label_error: 2%         # assumption
            wage: 35 USD per hour   # assumption

        # Shares of all who come: who gives up or is turned away was not served. Other definitions:
        # abandoned: met_if_early, ignored or excused_if_early.
        service_levels:
          approvals: {queues: [approvals], within: 10 min, target: 80%}       # assumption

        # What you pay beside wages: each query the AI reads, a case that ends wrong, a customer who is lost.
        costs: {ai: {per_query: 0.05 USD}, wrong_case: 8 USD, lost_customer: 8 USD}     # assumptions; Gartner 2019

        """
}
