import Files

/// A figure of the report: what it shows in one sentence, how it is drawn, and the same as a table.
package struct ReportChart: Sendable {
    /// Part of the report it stands in.
    package var section: String
    /// Title, also the source of its id.
    package var title: String
    /// What is to be seen, in a sentence or two.
    package var caption: String
    /// How to read its intervals.
    package var reading: String
    /// The key to its lines or bars; empty where there is only one.
    package var key: [ChartKey]
    /// Whether it needs the whole width of the page.
    package var isWide: Bool
    /// Vega-Lite specification.
    package var specification: JSONTree
    /// The same values as tables.
    package var tables: [ReportTable]
}

/// What one line or bar of a chart stands for.
package struct ChartKey: Sendable, Equatable {
    /// What it stands for.
    package var name: String
    /// Its colour.
    package var colour: String
    /// Dash pattern of a line; nil for a bar.
    package var dash: [Double]?
}

/// A table of the report; every cell is plain text.
package struct ReportTable: Sendable, Equatable {
    /// What the table shows; empty where its place says it.
    package var title: String
    /// Headings of the columns; the first is that of the row names.
    package var header: [String]
    /// Rows, each as long as the header; the first cell names the row.
    package var rows: [[String]]
}
