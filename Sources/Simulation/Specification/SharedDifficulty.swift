import Stochastics
import Traffic

/// A difficulty that work and AI have in common: what takes long makes the AI doubt.
///
/// A Gaussian copula. With Z_d the standard normal number at the rank of a contact's work among all, and Z_e one of its
/// own, the AI sees rho' Z_e - rho Z_d with rho'^2 = 1 - rho^2: a standard normal number again, so that the
/// distributions of work and of what the AI sees stay what they are. Source: Nelsen, "An introduction to copulas"
/// (2006), section 2.3; Clemen and Reilly, "Correlations and copulas for decision and risk analysis", Management
/// Science 45 (1999).
struct SharedDifficulty: Sendable, Equatable {
    /// Correlation rho of the two latents, above 0 up to 1.
    let seen: Double
    /// Weight of what is the AI's own: sqrt(1 - rho^2).
    let own: Double

    /// Nil for an AI that sees nothing of it.
    init?(_ seen: Double) {
        guard seen > 0 else { return nil }
        self.seen = min(1, seen)
        own = max(0, 1 - self.seen * self.seen).squareRoot()
    }

    /// Part of what the AI sees that comes from the work of a contact: -rho Z_d.
    func shift(_ key: ContactKey) -> Double {
        -seen * NormalDistribution.standardQuantile(Self.rank(key))
    }

    /// What the AI sees of a contact: a standard normal number, low where the matter is hard.
    func sight(_ key: ContactKey, using stream: inout RandomStream) -> Double {
        let itsOwn = stream.normal()
        return shift(key) + own * itsOwn
    }

    /// Rank of a contact's work among all, inside (0, 1).
    static func rank(_ key: ContactKey) -> Double {
        var stream = key.stream(Purpose.work)
        return stream.openUniform()
    }
}
