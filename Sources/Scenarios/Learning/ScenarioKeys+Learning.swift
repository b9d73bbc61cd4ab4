extension ScenarioKeys {
    /// Training, monitors and customers.
    static let ofLearning: [ScenarioKey] = [
        ScenarioKey("training", .mapping, "Learning from the labels of humans; without it the first model stays."),
        ScenarioKey(
            "training.every", .duration(above: true), .standard("1 week"), "Time between two trainings, 1 h or more."),
        ScenarioKey("training.first", .duration, "Time of the first training; as long as between two without."),
        ScenarioKey(
            "training.when", .mapping, "In place of every: what makes the AI be trained again, whichever comes."),
        ScenarioKey("training.when.every", .duration(above: true), "Time between two trainings, 1 h or more."),
        ScenarioKey("training.when.labels", .whole(10...100_000_000), "So many new labels."),
        ScenarioKey("training.when.drift", .flag, .standard("false"), "Whether a monitor's alarm does."),
        ScenarioKey("training.label_share", .share, .standard("100%"), "Share of their contacts that humans label."),
        ScenarioKey("training.annotation_time", .duration, .standard("0 s"), "Time that a label takes."),
        ScenarioKey(
            "training.labels_kept", .whole(10...5_000_000), .standard("10000"),
            "Most labels that are kept for training."),
        ScenarioKey(
            "training.held_out", .share(below: true, above: false), .standard("20%"),
            "Share of the labels never trained on: for calibration and the promotion gate."),
        ScenarioKey(
            "training.held_out_kept", .whole(10...1_000_000), .standard("3000"), "Most labels that are held out."),
        ScenarioKey("training.gate", .mapping, "When a new model takes the place of the old one."),
        ScenarioKey(
            "training.gate.minimum_labels", .whole(1...1_000_000), .standard("20"),
            "Fewest held-out labels to decide on."),
        ScenarioKey("training.gate.level", .share, .standard("5%"), "Significance level of the gate's test."),
        ScenarioKey("training.shuffled_labels", .mapping, "A time in which what is written down is a random label."),
        ScenarioKey("training.shuffled_labels.from", .duration, .required, "Its start."),
        ScenarioKey("training.shuffled_labels.lasts", .duration(above: true), .required, "Its length."),
        ScenarioKey(
            "training.ask", .choice(["all", "random", "doubt", "benefit"]), .standard("random"),
            "Which queries are asked for a label, and which AI answers audited."),
        ScenarioKey(
            "training.double_share", .share, .standard("0%"), "Share of the labels that a colleague gives as well."),
        ScenarioKey(
            "training.second_opinion", .flag, .standard("false"), "Whether labels that the model doubts are read again."
        ),
        ScenarioKey(
            "training.gold_share", .share, .standard("0%"), "Items with known answers mixed in, relative to the labels."
        ),
        ScenarioKey(
            "training.skip_share", .share(below: true, above: false), .standard("0%"),
            "Share of labels that humans skip."),
        ScenarioKey(
            "training.annotation_queue", .text, "Queue of second readings and gold items; that of the audits without."),
        ScenarioKey(
            "training.recalibrate_on_audits", .flag, .standard("false"),
            "Whether the model in use is calibrated anew every day."),
        ScenarioKey(
            "training.probation", .mapping, "A promoted model gives way again when it is significantly worse."),
        ScenarioKey("training.probation.labels", .whole(8...1_000_000), .standard("200"), "Labels of the comparison."),
        ScenarioKey("training.probation.level", .share, .standard("5%"), "Significance level of the comparison."),
        ScenarioKey("monitors", .mapping, "What is watched while the operation runs."),
        ScenarioKey("monitors.drift", .mapping, "Watches the errors of the AI that audits and flags show."),
        ScenarioKey(
            "monitors.drift.delta", .share(below: true, above: true), .standard("0.2%"),
            "Confidence parameter of ADWIN."),
        ScenarioKey(
            "monitors.drift.clear_after", .duration(above: true), .standard("2 weeks"),
            "When drift counts as over, where no new model has learned from it."),
        ScenarioKey("monitors.segments", .mapping, "Compares the quality of segments."),
        ScenarioKey(
            "monitors.segments.level", .share(below: true, above: true), .standard("5%"),
            "Chance of any false alarm in a year."),
        ScenarioKey(
            "monitors.segments.every", .duration(above: true), .standard("1 week"), "Time between looks, 1 h or more."),
        ScenarioKey(
            "monitors.segments.window", .duration(above: true), .standard("8 weeks"), "Whose audits are compared."),
        ScenarioKey(
            "monitors.flag_share", .share, .standard("0%"),
            "Probability that a human who meets a customer with a wrong AI answer flags it."),
        ScenarioKey("customers", .mapping, "How customers react to answers; without it nobody comes back."),
        ScenarioKey("customers.notice_wrong", .share, .standard("80%"), "Share who notice that an answer is wrong."),
        ScenarioKey(
            "customers.return", .share, .standard("80%"), "Share of them who come back; the rest leave for good."),
        ScenarioKey(
            "customers.return_when_right", .share, .standard("0%"), "Share who come back after a right answer."),
        ScenarioKey(
            "customers.return_after", .times, .standard("{distribution: exponential, mean: 4 h}"),
            "Time until they come back."),
        ScenarioKey(
            "customers.reopen_window", .duration, .standard("24 h"),
            "Time within which a return takes a resolution back: it is not paid for and not contained; 8 weeks at most."
        ),
        ScenarioKey(
            "customers.upset_on_return", .share, .standard("30%"), "Share of calm customers upset when they come back."),
        ScenarioKey(
            "customers.upset", .mapping, "How upset customers differ from the others; in their words alone without."),
        ScenarioKey(
            "customers.upset.patience_factor", .number(0.001...1000, above: true), .standard("1"),
            "Their patience relative to what it would be calm."),
        ScenarioKey("customers.upset.notice_wrong", .share, "In place of customers.notice_wrong."),
        ScenarioKey("customers.upset.return", .share, "In place of customers.return: the rest leave for good."),
        ScenarioKey("customers.upset.return_when_right", .share, "In place of customers.return_when_right."),
        ScenarioKey(
            "customers.upset.share", .share, .standard("0%"),
            "Share of upset first contacts, where no traffic.language says it."),
        ScenarioKey("customers.most_contacts", .whole(1...60), .standard("5"), "Most contacts of a case."),
        ScenarioKey("customers.rephrase_after", .times, .standard("30 s"), "Time to confirm or rephrase when asked."),
    ]
}
