import Files

/// The figures of the page, and what draws them.
enum HTMLFigures {
    private static let advice =
        "There are no charts here because the chart library was not found: run <code>make charts</code>, or install "
        + "with <code>make install</code>, and make the report again. The tables hold the same values, "
        + "with their intervals in brackets or as ± half their width."

    static func html(_ charts: [ReportChart], isDrawn: Bool, intervals: String?) -> String {
        guard !charts.isEmpty else { return "" }
        var sections: [(title: String, charts: [ReportChart])] = []
        for chart in charts {
            if sections.last?.title == chart.section {
                sections[sections.count - 1].charts.append(chart)
            } else {
                sections.append((chart.section, [chart]))
            }
        }
        var text = isDrawn ? "" : "<p class=\"advice\">\(advice)</p>\n"
        if isDrawn {
            text += "<noscript><p class=\"advice\">The charts need JavaScript; the tables below each hold the same "
            text += "values.</p></noscript>\n"
        }
        if isDrawn, let intervals {
            text += "<p class=\"small reading\">Bands and bars in the charts are \(intervals) over the replications; "
            text += "where none is seen it is narrower than the line.</p>\n"
        }
        for section in sections {
            text += ForecastSections.section(
                section.title, id: HTMLText.id(section.title),
                "<div class=\"figures\">\n" + section.charts.map { figure($0, isDrawn: isDrawn) }.joined() + "</div>\n")
        }
        return text
    }

    /// The library, the specifications and the lines that bring them together.
    static func scripts(_ charts: [ReportChart], library: String) -> String {
        let specifications = charts.map { chart in
            "<script type=\"application/json\" class=\"specification\" data-chart=\"\(id(chart))\">"
                + HTMLText.json(VegaLite.harmless(chart.specification)) + "</script>\n"
        }
        return "<script>\n\(HTMLText.script(library))\n</script>\n" + specifications.joined()
            + "<script>\n\(drawing)\n</script>\n"
    }

    private static func figure(_ chart: ReportChart, isDrawn: Bool) -> String {
        let id = id(chart)
        let drawing =
            isDrawn
            ? key(chart.key)
                + "<div class=\"chart\" id=\"\(id)\" role=\"img\" aria-label=\"\(HTMLText.escape(chart.title))\" "
                + "aria-describedby=\"\(id)-caption\"></div>\n" : ""
        let caption = isDrawn ? chart.caption + " " + chart.reading : chart.caption
        let tables = chart.tables.map { HTMLTables.table($0, classes: chart.isWide ? "hours" : "") }.joined()
        return """
            <figure\(chart.isWide ? " class=\"wide\"" : "")>
            <h3>\(HTMLText.escape(chart.title))</h3>
            \(drawing)<figcaption id="\(id)-caption">\(HTMLText.escape(caption))</figcaption>
            <details\(isDrawn ? "" : " open")><summary>As a table</summary>
            \(tables)</details>
            </figure>

            """
    }

    private static func key(_ entries: [ChartKey]) -> String {
        guard !entries.isEmpty else { return "" }
        let items = entries.map { entry -> String in
            let dash = entry.dash.map { pattern -> String in
                " stroke-dasharray=\"\(pattern.compactMap(RoundedNumber.text).joined(separator: " "))\""
            }
            let line = "<line x1=\"0\" y1=\"6\" x2=\"28\" y2=\"6\" stroke=\"\(entry.colour)\""
            let stroke = " stroke-width=\"\(dash == nil ? 12 : 2.5)\"\(dash ?? "")/>"
            return
                "<span><svg width=\"\(dash == nil ? 12 : 28)\" height=\"12\" aria-hidden=\"true\">\(line)\(stroke)</svg> "
                + "\(HTMLText.escape(entry.name))</span>"
        }
        return "<p class=\"key\">\(items.joined(separator: " "))</p>\n"
    }

    private static func id(_ chart: ReportChart) -> String {
        "chart-" + HTMLText.id(chart.title)
    }

    /// Draws every chart; where one fails its table opens instead. Opens the table of measures for paper.
    private static let drawing = """
        (function () {
          "use strict";
          document.querySelectorAll("script.specification").forEach(function (source) {
            var place = document.getElementById(source.dataset.chart);
            var fail = function () {
              place.hidden = true;
              place.parentElement.querySelector("details").open = true;
            };
            try {
              window.vegaEmbed(place, JSON.parse(source.textContent), {
                mode: "vega-lite", renderer: "svg", actions: false, tooltip: { theme: "light" }
              }).catch(fail);
            } catch (error) { fail(); }
          });
          var measures = document.getElementById("all-measures"), was = false;
          if (!measures) { return; }
          window.addEventListener("beforeprint", function () { was = measures.open; measures.open = true; });
          window.addEventListener("afterprint", function () { measures.open = was; });
        })();
        """
}
