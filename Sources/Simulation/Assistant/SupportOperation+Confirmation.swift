import EventEngine
import Routing
import Stochastics

extension SupportOperation {
    /// The AI asks the customer to confirm or rephrase; the answer comes after a while.
    mutating func askToConfirm(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].steps.insert(.confirmed)
        if trace != nil { traceRow(place, outcome: "asked", reaction: "rephrases") }
        let key = source.key(contacts[place].number, contacts[place].attempt)
        let seconds = max(0, key.sample(specification.customers.rephraseDelay, .rephraseDelay))
        calendar.schedule(.rephrases, index: contactBase + place, at: now + seconds)
    }

    /// The customer has confirmed or rephrased: the router decides again, and nobody asks a second time.
    mutating func rephrase(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].query.give(to: &query)
        contacts.swapText(place, &query.text)
        source.rephrase(
            contacts[place].number, attempt: contacts[place].attempt, at: now, query: &query,
            truth: contacts[place].truth)
        triage(place, at: now, &calendar)
    }
}
