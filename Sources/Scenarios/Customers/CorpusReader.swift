import Files
import Simulation
import Traffic

/// Texts of one's own that customers write.
struct CorpusReader: SectionReader {
    static let title = "Corpus"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.language.corpus", .text, .without("the language is invented"),
            "A CSV file of texts and intents; relative to the scenario."),
        ScenarioKey(
            "traffic.language.text_column", .text, .without("the one called text"), "Name of the column with the texts."
        ),
        ScenarioKey(
            "traffic.language.intent_column", .text, .without("the one called intent, category or label"),
            "Name of the column with the intents."),
        ScenarioKey(
            "traffic.language.recycle", .flag, .standard("false"),
            "Whether texts may come again that no human has labelled."),
        ScenarioKey(
            "traffic.language.handle_time_column", .text, .without("handle times come from the scenario"),
            "Name of the column with what handling took: seconds, or durations such as 6 min; empty where unknown."),
        ScenarioKey(
            "traffic.language.get_it", .text, .without("nothing is told"),
            "How to get the file, told when it is missing."),
    ]

    let reading: Reading

    /// The texts, and with them the names of the intents.
    ///
    /// - Parameter section: the language, which names a corpus.
    func read(_ section: Section) -> Wording {
        let recycle = section.flag("recycle") ?? false
        let textColumn = section.text("text_column")
        let intentColumn = section.text("intent_column")
        let handleTimeColumn = section.text("handle_time_column")
        let remedy = section.text("get_it")
        guard let value = section.text("corpus") else { return Wording() }
        guard reading.corpusUse == .load else {
            let work = IntentsReader(reading: reading).readWork(ofCorpus: section)
            return Wording(source: TrafficSpecification.Source.none, work: work)
        }
        let path = document.resolve(value, at: section.join("corpus"))
        do {
            let corpus = try reading.shelf.corpus(
                path: path, textColumn: textColumn, intentColumn: intentColumn, handleTimeColumn: handleTimeColumn)
            guard corpus.intents.count <= Section.mostMembers else {
                section.report(
                    "corpus", "\(path) has \(corpus.intents.count) different intents",
                    "name another column with intent_column; \(Section.mostMembers) intents are the most")
                return Wording()
            }
            reading.catalog.intents = corpus.intents
            let work = IntentsReader(reading: reading).readWork(ofCorpus: section)
            return Wording(source: .corpus(corpus, recycle: recycle), work: work)
        } catch let found as Problems {
            if found.problems.count == 1, let only = found.problems.first, only.line == 0 {
                section.report("corpus", "\(only.file): \(only.message)", remedy ?? only.remedy)
            } else {
                document.take(found.problems)
            }
        } catch let problem as Problem {
            section.report("corpus", "\(problem.file): \(problem.message)", remedy ?? problem.remedy)
        } catch {
            section.report("corpus", "\(error)", "name another file")
        }
        return Wording()
    }
}
