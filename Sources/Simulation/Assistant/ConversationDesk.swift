import Routing
import Stochastics
import Training

/// The AI's conversations that are going on, and what the operation learns from those that are over. A class, because it
/// is large and asked at every turn; one operation's, used by one thread.
///
/// Everything random about a conversation comes from streams of its contact, drawn in the order of its turns: a policy that
/// hands over earlier meets the same turns as one that does not.
final class ConversationDesk {
    let specification: TurnSpecification
    private var conversations: [Conversation] = []
    private var learner = HandoffLearner()
    private var predictor: HandoffPredictor?
    /// Conversations whose outcome will be known.
    private var pending: [(knownAt: Double, turns: [TurnSignals], failed: Bool)] = []

    /// One conversation.
    struct Conversation {
        /// Names the contact: a place may have been given to another one.
        var entity: UInt64
        /// Turns that are over.
        var turn = 0
        /// Turns it would have.
        var turns = 1
        /// Turn after which the customer sees that the AI is wrong; 0 for never.
        var failsAt = 0
        var isUpset = false
        var repeats = 0
        var isHandedOver = false
        var first = Prediction()
        var latest = Prediction()
        var signals: [TurnSignals] = []
        fileprivate(set) var time: RandomStream
        fileprivate(set) var chance: RandomStream
        /// What the customer says comes from here.
        var words: RandomStream
    }

    /// What follows a turn.
    enum Next {
        /// The customer asks for a human.
        case fails
        /// It is over as far as the customer is concerned.
        case ends
        /// Another turn.
        case goesOn
    }

    init(_ specification: TurnSpecification) { self.specification = specification }

    /// Begins a conversation with a contact.
    ///
    /// - Returns: time of its first turn, in seconds.
    func begin(_ place: Int, _ key: ContactKey, isAIRight: Bool, isUpset: Bool, prediction: Prediction) -> Double {
        var course = key.stream(.turnCount)
        var conversation = Conversation(
            entity: key.entity, time: key.stream(.turnTime), chance: key.stream(.turnSignals),
            words: key.stream(.turnText))
        conversation.turns = specification.drawCount(using: &course)
        // Drawn for all, so that who is right does not change what else is drawn.
        let fails = course.uniform() < specification.fails
        let failsAt = 1 + course.below(conversation.turns)
        conversation.failsAt = !isAIRight && fails ? failsAt : 0
        conversation.isUpset = isUpset
        conversation.first = prediction
        conversation.first.probabilities = []
        conversation.latest = conversation.first
        while conversations.count <= place { conversations.append(conversation) }
        conversations[place] = conversation
        return nextSeconds(place)
    }

    /// Time of the next turn of a conversation, in seconds.
    func nextSeconds(_ place: Int) -> Double {
        max(0, specification.seconds.sample(using: &conversations[place].time))
    }

    /// Counts a turn, and says what follows it.
    func finishTurn(_ place: Int) -> Next {
        conversations[place].turn += 1
        let conversation = conversations[place]
        if conversation.turn == conversation.failsAt { return .fails }
        return conversation.turn >= conversation.turns ? .ends : .goesOn
    }

    /// What the customer does in the next message: says the same again, gets upset.
    ///
    /// - Returns: whether the customer is upset by now.
    func listen(_ place: Int, isAIRight: Bool) -> Bool {
        let repeats = conversations[place].chance.uniform()
        let upset = conversations[place].chance.uniform()
        if repeats < (isAIRight ? specification.repeatsWhenRight : specification.repeatsWhenWrong) {
            conversations[place].repeats += 1
        }
        if !isAIRight, upset < specification.upsetWhenWrong { conversations[place].isUpset = true }
        return conversations[place].isUpset
    }

    /// A conversation, for somebody who writes and reads the customer's next message.
    func turn(_ place: Int) -> Conversation { conversations[place] }

    /// Keeps what that has changed.
    func keep(_ turn: Conversation, _ place: Int) { conversations[place] = turn }

    /// Whether the AI hands over now, by the signals of the turn.
    func handsOver(_ place: Int) -> Bool {
        let conversation = conversations[place]
        let signals = TurnSignals(
            turn: conversation.turn, first: conversation.first, latest: conversation.latest,
            repeats: conversation.repeats)
        conversations[place].signals.append(signals)
        guard let limit = specification.handoffAbove, let predictor else { return false }
        return predictor.failure(after: signals) > limit
    }

    /// Time that the conversation would go on: to its failure where it would fail, otherwise to its end, in seconds.
    func secondsLeft(_ place: Int) -> Double {
        let conversation = conversations[place]
        var time = conversation.time
        let last = conversation.failsAt > 0 ? conversation.failsAt : conversation.turns
        var left = 0.0
        for _ in conversation.turn..<max(last, conversation.turn) {
            left += max(0, specification.seconds.sample(using: &time))
        }
        return left
    }

    /// Whether a conversation would fail before its end.
    func wouldFail(_ place: Int) -> Bool { conversations[place].failsAt > 0 }

    /// Notes that the AI has handed a conversation over before it failed.
    func handOver(_ place: Int) { conversations[place].isHandedOver = true }

    // MARK: Learning

    /// Takes the outcome of a conversation, known from a time on.
    func conclude(_ place: Int, failed: Bool, knownAt: Double) {
        guard conversations.indices.contains(place), !conversations[place].signals.isEmpty else { return }
        pending.append((knownAt, conversations[place].signals, failed))
        conversations[place].signals.removeAll(keepingCapacity: true)
    }

    /// A human is done with a contact that the AI handed over: what the AI read was right, or it would have failed.
    func learnFromHuman(_ place: Int, _ key: ContactKey, overrides: Bool, at now: Double) {
        guard conversations.indices.contains(place), conversations[place].isHandedOver,
            conversations[place].entity == key.entity
        else { return }
        conversations[place].isHandedOver = false
        conclude(place, failed: overrides, knownAt: now)
    }

    /// Learns from what is known by now.
    func retrain(at now: Double) {
        for outcome in pending where outcome.knownAt <= now { learner.add(outcome.turns, failed: outcome.failed) }
        pending.removeAll { $0.knownAt <= now }
        predictor = learner.predictor() ?? predictor
    }
}
