/// The look of the page, on a screen, a phone and paper.
enum HTMLStyle {
    static let sheet = screen + paper

    private static let screen = """
        :root { --ink: #1d2327; --soft: #525b63; --line: #d8dde1; --wash: #f5f7f8; --blue: #0b5a8c; --met: #00664b;
          --missed: #b03a00; --undecided: #6b5200; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
          Roboto, Helvetica, Arial, sans-serif; }
        main { max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
        h1, h2, h3 { line-height: 1.2; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
        h1 { font-size: 2.2rem; letter-spacing: -0.015em; }
        h2 { font-size: 1.35rem; margin-bottom: 1rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
        h3 { font-size: 1rem; }
        p { margin: 0 0 .6rem; }
        section { margin-top: 2.6rem; }
        code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
          overflow-wrap: anywhere; }
        .kicker { color: var(--blue); font-weight: 600; letter-spacing: .08em; text-transform: uppercase;
          font-size: .8rem; margin-bottom: .3rem; }
        .about { font-size: 1.15rem; max-width: 46rem; margin: .7rem 0 .5rem; overflow-wrap: anywhere; }
        .run, .small, .interval, .definition, figcaption { color: var(--soft); font-size: .9rem; }
        .cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
        .card { border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 4px;
          padding: .9rem 1.1rem; }
        .card p { margin: 0; }
        .card h3 { margin-top: .35rem; font-size: 1.1rem; }
        .met { --tone: var(--met); } .missed { --tone: var(--missed); } .undecided { --tone: var(--undecided); }
        .chip { color: var(--tone); font-weight: 700; letter-spacing: .04em; font-size: .85rem; }
        .card .figure { font-size: 1.7rem; font-weight: 600; margin-top: .5rem; font-variant-numeric: tabular-nums; }
        .target { font-size: .9rem; font-weight: 400; color: var(--soft); }
        .bar { display: block; width: 100%; height: 20px; margin: .3rem 0; }
        .bar line { vector-effect: non-scaling-stroke; }
        .bar .track { stroke: var(--line); stroke-width: 2; }
        .bar .range { stroke: var(--tone); stroke-width: 7; opacity: .45; }
        .bar .mean { stroke: var(--tone); stroke-width: 3; }
        .bar .goal { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 2; }
        .tiles { display: grid; gap: 1px; margin: 0; background: var(--line); border: 1px solid var(--line);
          grid-template-columns: repeat(4, 1fr); }
        .tile { background: #fff; padding: .8rem 1rem; }
        .tile dt { font-size: .9rem; color: var(--soft); }
        .tile dd { margin: 0; }
        .tile strong { display: block; font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .tiles + .small { margin-top: .5rem; }
        .sentences { margin: 0; padding-left: 1.2rem; max-width: 46rem; }
        .sentences li { margin-bottom: .5rem; overflow-wrap: anywhere; }
        #notes { background: #fdf7e7; border-left: 6px solid #b37700; padding: .9rem 1.2rem .5rem; }
        #notes h2 { border: 0; padding: 0; font-size: 1.1rem; margin-bottom: .5rem; }
        .advice { background: var(--wash); border-left: 6px solid var(--blue); padding: .8rem 1.2rem; margin: 2rem 0 0; }
        .reading { margin: 2.6rem 0 0; } .reading + section { margin-top: 1.2rem; }
        .figures { display: grid; gap: 2rem 2.5rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }
        figure { margin: 0; min-width: 0; }
        figure.wide, figure:last-child:nth-child(odd), figure.wide + figure:last-child { grid-column: 1 / -1; }
        figure h3 { margin-bottom: .5rem; }
        .chart { width: 100%; min-height: 110px; }
        .chart svg { max-width: 100%; }
        .key { margin: 0 0 .3rem; font-size: .85rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
        .key span { overflow-wrap: anywhere; }
        table.hours { font-size: .78rem; }
        figcaption { margin-top: .3rem; max-width: 46rem; overflow-wrap: anywhere; }
        summary { cursor: pointer; color: var(--blue); font-size: .9rem; padding: .25rem 0; }
        .scroll { overflow: auto; max-height: 34rem; border: 1px solid var(--line); margin: .3rem 0 .8rem; }
        table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: .4rem .6rem; }
        th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
        thead th { position: sticky; top: 0; background: var(--wash); font-weight: 600; }
        th:first-child { text-align: left; font-weight: 400; }
        thead th:first-child { font-weight: 600; }
        tr:last-child > * { border-bottom: 0; }
        .measures th:first-child { min-width: 13rem; white-space: normal; }
        .measures th code { display: block; color: var(--soft); }
        .measures .words, .measures thead th:last-child { text-align: left; white-space: normal; min-width: 16rem; }
        .measures .group th { background: var(--wash); font-weight: 600; }
        .measures .part th { padding-left: 1.6rem; }
        .measures { vertical-align: top; } .measures td, .measures th { vertical-align: top; }
        #measures .scroll { max-height: 40rem; }
        #verdict h3 { margin-top: 1.1rem; }
        #key-measures .scroll { max-height: none; width: fit-content; max-width: 100%; }
        .cards + .definition { margin-top: 1.3rem; }
        .sides { width: auto; } .sides td, .sides th { padding: .3rem .55rem; }
        .sides th:first-child { white-space: normal; max-width: 9rem; min-width: 7rem; }
        .sides .difference { --tone: var(--blue); border-right: 1px solid var(--line); }
        .sides .difference .bar { width: 7.5rem; margin-left: auto; }
        .sides td .interval { white-space: nowrap; font-size: .75rem; }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0 0 1rem; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        @media (max-width: 900px) { .tiles { grid-template-columns: repeat(2, 1fr); } }
        @media (max-width: 760px) { .figures { grid-template-columns: minmax(0, 1fr); } }
        @media (max-width: 600px) {
          main { padding: 1.2rem 1rem 3rem; }
          h1 { font-size: 1.7rem; }
          .tile { padding: .6rem .7rem; }
          .tile strong { font-size: 1.2rem; }
          .facts { grid-template-columns: 1fr; gap: 0; }
          .facts dd { margin-bottom: .5rem; }
          #key-measures .scroll { width: auto; }
          .sides, .sides tbody { display: block; } .sides thead { display: none; }
          .sides tr { display: grid; grid-template-columns: 1fr 1fr; border-bottom: 1px solid var(--line); padding: .4rem 0; }
          .sides th:first-child, .sides .baseline { grid-column: 1 / -1; max-width: none; }
          .sides th:first-child { font-weight: 600; }
          .sides td, .sides th { border: 0; text-align: left; overflow-wrap: anywhere; white-space: normal; }
          .sides td::before { content: attr(data-label); display: block; color: var(--soft); font-size: .75rem; }
          .sides td .interval { white-space: normal; }
          .sides .difference { border-right: 0; } .sides .difference .bar { width: 100%; margin: .2rem 0; }
        }

        """

    private static let paper = """
        @media print {
          @page { margin: 16mm 14mm; }
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          h1 { font-size: 20pt; }
          h2 { break-after: avoid; font-size: 13pt; }
          section { margin-top: 8mm; }
          .cards, .tiles, figure, .sentences li, tr, #making { break-inside: avoid; }
          .cards { grid-template-columns: repeat(3, 1fr); gap: .6rem; }
          .tiles { grid-template-columns: repeat(4, 1fr); }
          .tile strong { font-size: 13pt; }
          .reading { margin: 2.6rem 0 0; } .reading + section { margin-top: 1.2rem; }
        .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6mm 8mm; }
          .chart { min-height: 0; }
          .chart svg { width: 100%; height: auto; }
          figure details:not([open]) { display: none; }
          figure details[open] > summary, #all-measures > summary { display: none; }
          #all-measures::details-content { content-visibility: visible; height: auto; }
          .scroll { overflow: visible; max-height: none !important; border: 0; }
          table { font-size: 8pt; }
          th, td { white-space: normal; padding: .15rem .3rem; }
          thead th { position: static; }
          .measures th:first-child, .measures .words { min-width: 0; }
          .card, #notes, .measures .group th, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }
        """
}
