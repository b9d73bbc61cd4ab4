import Foundation
import Traffic

/// Texts that were read for one point of a sweep, kept for the others.
final class CorpusShelf: @unchecked Sendable {
    private let lock = NSLock()
    private var corpora: [[String?]: Corpus] = [:]

    /// The corpus of a file, read the first time it is asked for.
    ///
    /// - Throws: what reading it throws.
    func corpus(
        path: String, textColumn: String?, intentColumn: String?, handleTimeColumn: String?
    ) throws -> Corpus {
        try lock.withLock {
            let key = [path, textColumn, intentColumn, handleTimeColumn]
            if let known = corpora[key] { return known }
            let corpus = try Corpus(
                path: path, textColumn: textColumn, intentColumn: intentColumn, handleTimeColumn: handleTimeColumn)
            corpora[key] = corpus
            return corpus
        }
    }
}
