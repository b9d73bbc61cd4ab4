import Routing

/// The contacts that are going on, in reusable places.
struct ContactTable: ~Copyable {
    private var contacts = FlatTable<OpenContact>()
    private var free = FlatTable<Int>()
    private var texts: [[UInt8]] = []
    private let keepsTexts: Bool

    /// About what the calendar and the dispatcher keep of a place, in bytes.
    static let linkBytes = 64
    /// About what a text takes where it is kept, in bytes.
    static let textBytes = 200.0

    /// - Parameter keepsTexts: whether contacts have a text at all.
    init(keepsTexts: Bool) { self.keepsTexts = keepsTexts }

    /// Number of places, those given back included.
    var count: Int { contacts.count }

    /// Takes a place; what it holds is what the last contact left, until it begins.
    mutating func open() -> Int {
        if let place = free.removeLast() { return place }
        contacts.append(OpenContact())
        if keepsTexts { texts.append([]) }
        return contacts.count - 1
    }

    /// Gives a place back.
    mutating func close(_ place: Int) { free.append(place) }

    subscript(place: Int) -> OpenContact {
        @inline(__always) unsafeAddress { UnsafePointer(contacts.address(of: place)) }
        @inline(__always) unsafeMutableAddress { contacts.address(of: place) }
    }

    /// Where a contact lies, until the next one is opened.
    @inline(__always)
    func address(of place: Int) -> UnsafeMutablePointer<OpenContact> { contacts.address(of: place) }

    /// Exchanges a contact's text with another array, without copying.
    mutating func swapText(_ place: Int, _ text: inout [UInt8]) {
        if keepsTexts { swap(&texts[place], &text) }
    }

    /// Copies the text of one place to another.
    mutating func copyText(from: Int, to: Int) {
        if keepsTexts { texts[to] = texts[from] }
    }

    /// The text of a contact.
    func text(_ place: Int) -> [UInt8] { keepsTexts ? texts[place] : [] }
}
