/// What a random stream is for: with the seed, the replication and an entity it names one stream of draws.
///
/// Raw values below 64 belong to `Traffic`; `Simulation` and `Workforce` number theirs from 64 up.
/// A stream serves one purpose only, so a draw added for one never shifts the draws of another.
public enum Purpose: UInt16, Sendable, CaseIterable {
    /// Gaps between arrivals, drawn in order; entity 0.
    case arrivals = 1
    /// Gamma factor of a day's volume; entity: day number.
    case dayFactor = 2
    /// What the customer wants; entity: number of the first contact.
    case intent = 3
    /// Words of the query; entity: number of the contact.
    case text = 4
    /// Whether the customer is upset, and how much; entity: number of the first contact.
    case emotion = 5
    /// How long the customer would wait; entity: number of the contact.
    case patience = 6
    /// Work content of the matter for a human; entity: number of the first contact.
    case work = 7
    /// How hard the matter is; entity: number of the first contact.
    case difficulty = 8
    /// Whether no known intent fits; entity: number of the first contact.
    case scope = 9
    /// Group of customers; entity: number of the first contact.
    case segment = 10
    /// Channel the customer uses; entity: number of the contact.
    case channel = 11
    /// Requested action and its amount; entity: number of the first contact.
    case risk = 12
    /// The synthetic language itself, replication 0; entity: part of the language.
    case language = 13
    /// Order of a corpus; entity: intent and pass.
    case corpus = 14
}
