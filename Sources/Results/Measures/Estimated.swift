import Stochastics

/// An estimate with other members beside its own, in one object.
struct Estimated<Others: Codable>: Codable {
    var estimate: Estimate
    var others: Others

    init(_ estimate: Estimate, _ others: Others) {
        self.estimate = estimate
        self.others = others
    }

    init(from decoder: any Decoder) throws {
        estimate = try Estimate(from: decoder)
        others = try Others(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try estimate.encode(to: encoder)
        try others.encode(to: encoder)
    }
}
