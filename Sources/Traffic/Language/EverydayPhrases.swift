/// Phrases of plain English that every synthetic language has in common, most frequent first.
enum EverydayPhrases {
    /// How a query begins.
    static let openers = [
        "how do i", "i", "can i", "why is my", "what is the", "my", "i need to", "how can i", "is there a",
        "can you", "why was my", "where is my", "i want to", "what", "please help me with", "do you", "i have a",
        "when will my", "i was trying to", "it looks like my", "the", "i am trying to", "could you", "will i",
        "how long does it take to", "there is a", "am i able to", "i would like to", "why did my", "i think my",
        "what do i do if my", "how much is the", "i just", "i can't", "does the", "is it possible to", "who can",
        "which", "tell me how to", "i don't know why my",
    ]

    /// What stands between the words that matter.
    static let connectors = [
        "to", "a", "the", "my", "is", "it", "for", "and", "in", "i", "that", "on", "not", "was", "have", "of",
        "with", "from", "this", "but", "been", "when", "are", "if", "has", "you", "at", "be", "as", "so", "your",
        "me", "there", "still", "what", "get", "use", "did", "why", "by", "or", "will", "out", "an", "after",
        "to the", "in my", "for a", "i have", "on my", "it is", "and i", "of the", "from my", "it was", "for the",
        "because i", "but it", "with my", "has been", "to my", "that i", "does not", "do i", "i need", "is not",
        "should i", "to do", "i did", "when i", "with a", "but the", "into", "about", "before", "now", "again",
        "yesterday", "today", "a few days ago", "last week", "already", "the same", "any", "more", "than", "just",
    ]

    /// Greetings and other fillers.
    static let fillers = [
        "hi", "hello", "please", "thanks", "hey there", "um", "well", "ok", "thank you", "good morning",
        "quick question", "sorry", "just wondering", "as i said", "you know",
    ]

    /// How customers ask for a human; some in ways that a list of phrases misses.
    static let humanRequests = [
        "can i talk to a human", "i want to speak to a person", "let me talk to someone", "i need a real person",
        "can i speak to an agent", "please connect me to an agent", "i would like to talk to a representative",
        "is there a human being", "get me a live agent", "no more bots please",
    ]

    /// What upset customers say.
    static let angry = [
        "this is ridiculous", "i am angry", "unacceptable", "i am really upset", "terrible service", "furious",
        "this is the worst", "i am sick of this", "frustrated", "so annoying", "what a joke", "disgusting",
        "i want to complain", "nobody helps me", "i have had enough", "fed up", "outrageous", "useless",
        "i am losing patience", "horrible", "i waited for hours", "never again", "awful", "shame on you",
        "i demand an answer", "a complete disaster", "pathetic", "this makes me mad", "i will leave", "rubbish",
        "appalled", "scandalous", "livid", "how dare you", "incompetent", "waste of my time",
    ]
}
