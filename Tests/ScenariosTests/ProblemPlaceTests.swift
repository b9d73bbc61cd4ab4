import Files
import Foundation
import Scenarios
import Testing

@Suite struct ProblemPlaceTests {
    @Test func fiveMistakesGiveFivePositionedMessages() throws {
        let text = """
            name: Five mistakes
            horizont: 2 weeks
            horizon: 2 weeks
            traffic:
              volume: -5 per day
              language:
                corpus: not-there.csv
            queues: {chat: {}, care: {}}
            policy:
              default_queue: chat
              queues_by_intent: {card_arrival: chat}
              triggers: {upset: {when: {emotion_above: 70%, intent: [card_lost]}, then: escalate, queue: care}}
            ai: {latency: 3}
            teams:
              chat: {skills: [chat], agents: 3, handle_time: 5 min}

            """
        let found = try problems(text, file: "bad.yaml")
        #expect(
            found.map { $0.description.split(separator: "\n")[0] } == [
                "bad.yaml:2:1: unknown key 'horizont'; did you mean 'horizon'?",
                "bad.yaml:5:11: '-5 per day' is not above 0; write it like 8000 per day",
                "bad.yaml:7:13: not-there.csv: there is no such file; check the name, or put the file there",
                "bad.yaml:12:94: no team has the skill for queue 'care'; add 'care' to the skills of a team",
                "bad.yaml:13:15: '3' has no unit; write it like 30 min (units: ms, s, min, h, day, week)",
            ])
        #expect(found[1].description.hasSuffix("\n      volume: -5 per day\n              ^"))
        for problem in found { #expect(problem.description.split(separator: "\n").last?.hasSuffix("^") == true) }
    }

    @Test func columnsCountCharactersNotBytes() throws {
        let found = try problems(Samples.small.replacingOccurrences(of: "about: A", with: "{ää: 1}: x\nabout: A"))
        #expect(found.count == 1)
        let wide = try problems(Samples.small + "? \"日本😀\"\n: 5\n\"日本\": {x: 1}\n")
        #expect(wide.allSatisfy { $0.column == 1 || $0.column == 3 }, "\(wide)")
        let inside = try problems(Samples.small.replacingOccurrences(of: "{chat: {queues", with: "{\"日😀\": {quoues"))
        #expect(inside.contains { $0.column == 25 && $0.message == "unknown key 'quoues'" }, "\(inside)")
    }

    @Test(arguments: [
        ("threshold: 60%", "treshold: 60%", "unknown key 'treshold'", "did you mean 'threshold'?"),
        ("warm_up: 1 h", "warmup: 1 h", "unknown key 'warmup'", "did you mean 'warm_up'?"),
        ("below_threshold: suggest", "below_threshold: sugest", "'sugest' is not known", "did you mean 'suggest'?"),
        ("queue: care,", "queue: cara,", "there is no queue 'cara'", "did you mean 'care'?"),
        ("distribution: weibull", "distribution: weibul", "'weibul' is not known", "did you mean 'weibull'?"),
        ("intents: [order]", "intents: [ordre]", "no intent named 'ordre'", "change"),
        ("action: [refund]", "action: [refunds]", "there is no action 'refunds'", "did you mean 'refund'?"),
        ("segment: [few]", "segment: [fev]", "there is no segment 'fev'", "did you mean 'few'?"),
        ("{mail: mail}", "{mai: mail}", "there is no channel 'mai'", "did you mean 'mail'?"),
        ("skills: [care]", "skills: [car]", "there is no queue 'car'", "did you mean 'care'?"),
    ])
    func misspellingsAreMet(right: String, wrong: String, message: String, remedy: String) throws {
        try #require(Samples.small.contains(right))
        let found = try problems(Samples.small.replacingOccurrences(of: right, with: wrong))
        #expect(found.contains { $0.message.contains(message) && $0.remedy.contains(remedy) }, "\(found)")
    }

    @Test(arguments: [
        ("warm_up=1 day", "the warm-up is not shorter than the horizon"), ("warm_up=2 days", "not shorter"),
        ("horizon=0 s", "not above 0"), ("horizon=11 weeks 4000 days", "longer than 10 years"),
        ("horizon=1e9 weeks", "longer than 100 years"), ("traffic.volume=0 per day", "not above 0"),
        ("traffic.volume=1e12 per s", "contacts within the horizon"), ("traffic.volume=1e308 per ms", "not above 0"),
        ("traffic.growth_per_week=200%", "above 100%"), ("traffic.day_factor_shape=1e-300", "out of range"),
        ("traffic.spikes.sale.factor=1e308", "out of range"), ("traffic.hours_of_day=[0]", "24 numbers"),
        ("traffic.days_of_week=[0, 0, 0, 0, 0, 0, 0]", "not all 0"), ("traffic.days_of_week=[1,1,1,1,1,1,nan]", "7 n"),
        ("traffic.channels.mail.share=50%", "add up to 110%, not 100%"),
        ("traffic.channels.mail.share=null", "some have none"),
        ("traffic.segments={a: {share: 0%}, b: {share: 0%}}", "add up to 0%"),
        ("traffic.segments.few.priority=10", "out of range"), ("traffic.language.vocabulary=49", "out of range"),
        ("traffic.language.intents={}", "no intents"), ("traffic.language.intents.late.from=-1 h", "below 0"),
        ("traffic.language.intents.refund.share=0%", "above 0"), ("traffic.language=null", "nothing to read"),
        ("queues={}", "no queue"), ("queues.chat.capacity=-1", "out of range"),
        ("policy.audit.queue=null", "is missing"),
        ("policy.threshold=101%", "above 100%"), ("policy.triggers.upset.when={}", "always holds"),
        ("policy.triggers.upset.when=null", "'when' is missing"),
        ("policy.triggers.upset.then=answer", "not known here"),
        ("policy.triggers.again.when.intent=[]", "the list is empty"), ("training.every=1 s", "every hour"),
        ("training.held_out=100%", "100% or more"), ("ai=null", "no AI to train"),
        ("ai.first_labels_per_intent=1e6", "whole"),
        ("customers.most_contacts=0", "out of range"), ("customers.return_after=-1 h", "below 0"),
        ("customers.reopen_window=9 weeks", "8 weeks"), ("teams={}", "no team"),
        ("teams.care.agents=99999999", "range"),
        ("teams.care.agents=0", "have no agents"), ("teams.care.skills=[]", "the list is empty"),
        ("teams.care.skills=[care, care]", "there twice"), ("teams.care.skills=[[care]]", "should be a name"),
        ("teams.care.skills=[mail]", "no team has the skill for queue 'care'"),
        ("teams.care.agents=null", "is missing"),
        ("teams.desk.agents=3", "there are shifts as well"), ("teams.desk.shifts.day.from=8am", "time of day"),
        ("teams.desk.shifts.day.to=25:00", "time of day"), ("teams.desk.shifts.day.days=noday", "not a day"),
        ("teams.desk.shifts.day.days=''", "no day"), ("teams.desk.shrinkage=100%", "100% or more"),
        ("teams.desk.wage=20 EUR", "cannot be understood"), ("teams.desk.wage=20 USD per hour", "cannot be understood"),
        ("teams.desk.wage=1e300 EUR per hour", "million"), ("teams.desk.learning.novice_factor=1e300", "out of range"),
        ("service_levels.chat.queues=[chit]", "no queue 'chit'"),
        ("service_levels.chat.queues=[]", "the list is empty"),
        ("service_levels.chat.within=null", "'within' is missing"), ("currency='5 %'", "not a currency"),
    ])
    func whatMakesNoSenseIsReported(override: String, message: String) throws {
        let found = try problems(Samples.small, set: [override])
        #expect(found.contains { $0.message.contains(message) && !$0.remedy.isEmpty }, "\(found)")
    }

    @Test func crowdsAreRefusedBeforeTheyFillTheMemory() throws {
        let shifts = (0..<9).map { "s\($0): {from: '08:00', to: '16:00', agents: 60000}" }.joined(separator: ", ")
        let crowd = try problems(
            Samples.small, set: ["teams.care={skills: [care], handle_time: 1 s, shifts: {\(shifts)}}"])
        #expect(crowd.map(\.message) == ["there are 540003 agents over all shifts"])
        let many = (0..<256).map { "s\($0): {from: '08:00', to: '16:00', agents: 1}" }.joined(separator: ", ")
        let found = try problems(
            Samples.small, set: ["teams.care={skills: [care], handle_time: 1 s, shifts: {\(many)}}"])
        #expect(found.map(\.message) == ["teams.care.shifts: there are more than 255 shifts"])
        let queues = (0..<1_001).map { "q\($0): {}" }.joined(separator: ", ")
        #expect(
            try problems(Samples.small, set: ["queues={\(queues)}"])
                .contains { $0.message == "queues: there are more than 1000 entries" })
    }

    @Test func oneTeamLeftOfTwoIsEnoughWhenItHasTheSkill() throws {
        #expect(try problems(Samples.small, set: ["teams.desk.skills=[chat, mail, audits, care]"]) == [])
    }
}
