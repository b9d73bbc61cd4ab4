import EventEngine
import Traffic

extension OperationSpecification {
    /// Memory that a contact takes while it waits, in bytes: its place, its text, its event, and its link in the line;
    /// tables double as they grow and are copied then, so that they take twice what they hold in the mean.
    public var bytesPerWaitingContact: Double {
        let place = MemoryLayout<OpenContact>.stride
        return 2 * Double(place + ContactTable.linkBytes) + (hasTexts ? ContactTable.textBytes : 0)
    }

    private var hasTexts: Bool {
        if case .none = traffic.source { return false }
        return ai != nil
    }
}
