import Files

/// The frame of a page that needs no network.
enum HTMLPage {
    /// A page of a body and its charts, UTF-8.
    ///
    /// - Parameters:
    ///   - title: for the browser, escaped here.
    ///   - charts: those that the body has places for.
    ///   - script: the program that draws them; nil for tables only.
    static func html(title: String, body: String, charts: [ReportChart], script: String?) -> String {
        var page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <title>\(HTMLText.escape(title))</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            <main>

            """
        page += body
        page += "</main>\n"
        if let script, !charts.isEmpty { page += HTMLFigures.scripts(charts, library: script) }
        return page + "</body>\n</html>\n"
    }

    /// Nothing is loaded from anywhere. Vega compiles expressions, hence 'unsafe-eval'.
    private static let policy =
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:"
}
