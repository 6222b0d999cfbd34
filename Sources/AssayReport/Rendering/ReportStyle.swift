/// The style of the page: light and dark as the reader's system has it, and for paper.
enum ReportStyle {
  static let css = [colours, page, parts, tables, figures, charts, dark, paper].joined(separator: "\n")

  // Blue and vermilion are told apart by nearly everybody (Okabe and Ito 2008).
  private static let colours = """
    :root { --paper: #fff; --ink: #1b1e23; --soft: #59626e; --line: #dcdfe4; --wash: #f6f7f9;
      --main: #1f5fae; --main-rgb: 31, 95, 174; --good: #16704e; --bad: #b23a06; --bad-wash: #fdf0ea;
      --unsure: #7d5a00; --on-heat: #fff; }
    """

  private static let page = """
    * { box-sizing: border-box; }
    html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
      color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
    body { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
    header { margin-bottom: 2rem; }
    h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 .4rem; text-wrap: balance; }
    h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -.01em; margin: 3.2rem 0 1rem; padding-top: .9rem;
      border-top: 2px solid var(--ink); }
    h3 { font-size: 1rem; margin: 2rem 0 .5rem; }
    p, ul { max-width: 44rem; margin: .7rem 0; }
    ul { padding-left: 1.2rem; }
    li { margin: .4rem 0; }
    a { color: var(--main); text-underline-offset: .15em; }
    .subtitle { color: var(--soft); margin: 0; }
    nav ol { columns: 3 14rem; list-style: none; margin: 2.2rem 0 0; padding: 1rem 0; border-block: 1px solid var(--line); }
    nav li { margin: 0; padding: .15rem 0; break-inside: avoid; }
    footer { margin-top: 3.5rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft);
      font-size: .875rem; }
    """

  private static let parts = """
    td, th, dt, dd, li, caption, summary, .notice, .value, .detail { unicode-bidi: isolate; }
    dl { margin: .8rem 0; }
    dl > div { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1.5rem; padding: .3rem 0;
      border-bottom: 1px solid var(--line); }
    dt { color: var(--soft); }
    dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
    .notice { padding: .6rem .9rem; border-left: 4px solid var(--soft); background: var(--wash); }
    .notice.good { border-color: var(--good); }
    .notice.unsure { border-color: var(--unsure); }
    .notice.bad { border-color: var(--bad); }
    details { margin: 1rem 0; border: 1px solid var(--line); border-radius: 4px; }
    summary { padding: .5rem .9rem; cursor: pointer; }
    pre { margin: 0; padding: .9rem; border-top: 1px solid var(--line); background: var(--wash); overflow-x: auto;
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
      font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    """

  private static let tables = """
    .wide { overflow-x: auto; margin: 1.4rem 0; }
    table { border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding-bottom: .45rem; }
    th, td { text-align: left; vertical-align: baseline; padding: .32rem 1.15rem .32rem 0; font-weight: 400;
      border-bottom: 1px solid var(--line); }
    thead th { color: var(--soft); font-size: .8125rem; border-bottom-color: var(--soft); vertical-align: bottom; }
    thead td { border-bottom-color: var(--soft); }
    th:last-child, td:last-child { padding-right: 0; }
    tbody th { min-width: 7.4rem; }
    .number { text-align: right; white-space: nowrap; }
    thead th.number { white-space: normal; }
    td small, th small { display: block; color: var(--soft); font-size: .8125rem; }
    .note { color: var(--soft); font-size: .8125rem; margin: .5rem 0 0; }
    td .strip { display: block; }
    .matrix th, .matrix td, .matrix td:last-child { padding: .8rem 1.4rem; border: 1px solid var(--line); vertical-align: top; }
    .matrix thead th, .matrix thead td { border: 0; padding-bottom: .4rem; }
    .matrix tbody th { border-left: 0; padding-left: 0; }
    .matrix td { min-width: 9.5rem; font-size: 1.4rem; line-height: 1.3; }
    .matrix td.total { font-size: 1rem; border-color: transparent; }
    .matrix td.right { background: rgba(var(--main-rgb), .09); }
    .matrix td.costly { background: var(--bad-wash); box-shadow: inset 0 0 0 2px var(--bad); }
    .heat th, .heat td, .heat td:last-child { padding: .3rem .2rem; border: 1px solid var(--paper); text-align: center; }
    .heat thead th, .heat thead td { border: 0; }
    .heat tbody th { min-width: 0; vertical-align: middle; padding-right: .7rem; color: var(--soft); font-size: .8125rem; white-space: nowrap; }
    .heat td { min-width: 2.9rem; height: 2.3rem; vertical-align: middle; }
    .heat td.diagonal { box-shadow: inset 0 0 0 1.5px var(--soft); }
    .h0 { color: var(--soft); background: rgba(var(--main-rgb), .03); }
    """
    + (1...9).map { level in
      "\n.h\(level) { background: rgba(var(--main-rgb), .\(level * 10)); "
        + (level > 5 ? "color: var(--on-heat);" : "") + " }"
    }.joined()

  private static let figures = """
    .keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1rem; margin: 1.5rem 0; }
    .key { border: 1px solid var(--line); border-top: 3px solid var(--soft); border-radius: 4px; padding: .8rem 1rem; }
    .key.good { border-top-color: var(--good); }
    .key.unsure { border-top-color: var(--unsure); }
    .key.bad { border-top-color: var(--bad); }
    .key p { margin: 0; }
    .key .name { color: var(--soft); font-size: .875rem; line-height: 1.35; }
    .key .value { font-size: 1.75rem; line-height: 1.3; letter-spacing: -.015em; font-variant-numeric: tabular-nums; }
    .key .detail { color: var(--soft); font-size: .8125rem; line-height: 1.4; }
    .key .strip { display: block; margin: .15rem 0 .3rem -4px; }
    .beside { display: flex; flex-wrap: wrap; gap: 1rem 2.2rem; align-items: flex-start; margin: 1.2rem 0; }
    .beside .wide { margin: .4rem 0; }
    """

  private static let charts = """
    figure { flex: 1 1 22rem; max-width: 28.5rem; margin: .4rem 0 1rem; }
    figure .title { font-weight: 600; margin: 0 0 .3rem; }
    figcaption { color: var(--soft); font-size: .8125rem; line-height: 1.45; margin-top: .3rem; }
    .legend { white-space: nowrap; margin-right: .8rem; color: var(--ink); }
    .swatch { display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem; border-radius: 2px; }
    .swatch.main { background: var(--main); } .swatch.good { background: var(--main); }
    .swatch.bad { background: var(--bad); } .swatch.muted { background: var(--soft); }
    svg.chart { display: block; width: 100%; height: auto; overflow: visible; }
    svg text { font-family: inherit; font-size: 11px; fill: var(--soft); font-variant-numeric: tabular-nums; }
    svg .name { fill: var(--soft); } svg .word { fill: var(--ink); paint-order: stroke; stroke: var(--paper);
      stroke-width: 3px; stroke-linejoin: round; }
    svg path { fill: none; }
    svg .grid { stroke: var(--line); stroke-width: 1; } svg .axis { stroke: var(--soft); stroke-width: 1; }
    svg .guide { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 3; }
    svg .line { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    svg .whisker { stroke-width: 2; opacity: .45; }
    svg .main, svg .good { stroke: var(--main); } svg .bad { stroke: var(--bad); } svg .muted { stroke: var(--soft); }
    svg .dot.main, svg .dot.good { fill: var(--main); stroke: var(--paper); } svg .dot.bad { fill: var(--bad); stroke: var(--paper); }
    svg .dot.muted { fill: var(--soft); stroke: var(--paper); }
    svg .column { stroke: none; } svg .column.main, svg .column.good { fill: var(--main); }
    svg .column.bad { fill: var(--bad); } svg .column.muted { fill: var(--soft); }
    svg .spot { fill: var(--paper); stroke: var(--bad); stroke-width: 2.5; }
    .strip .axis { stroke: var(--line); } .strip .range { stroke: var(--main); stroke-width: 3; opacity: .5; }
    .strip .dot { fill: var(--main); } .strip .bar { stroke: var(--bad); stroke-width: 1.5; }
    """

  private static let dark = """
    @media (prefers-color-scheme: dark) {
      :root { --paper: #15181c; --ink: #e4e7ea; --soft: #9aa4b0; --line: #30363e; --wash: #1c2025;
        --main: #74aaf0; --main-rgb: 116, 170, 240; --good: #58c496; --bad: #f2895a; --bad-wash: #33221a;
        --unsure: #ddb04a; --on-heat: #0d1117; }
    }
    @media (max-width: 40rem) {
      body { padding: 1.5rem 1rem 3rem; }
      dl > div { grid-template-columns: 1fr; }
    }
    """

  private static let paper = """
    @page { size: A4; margin: 18mm 16mm; }
    @media print {
      :root { --paper: #fff; --ink: #000; --soft: #444; --line: #ccc; --wash: #f6f7f9; --main: #1f5fae;
        --main-rgb: 31, 95, 174; --good: #16704e; --bad: #b23a06; --bad-wash: #fdf0ea; --unsure: #7d5a00;
        --on-heat: #fff; }
      html { font-size: 9.5pt; }
      body { max-width: none; padding: 0; }
      nav { display: none; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h2, h3, caption, .title { break-after: avoid; }
      tr, figure, .key, .notice, dl > div, .heat, .matrix { break-inside: avoid; }
      .wide { overflow: visible; }
      .keys { grid-template-columns: repeat(4, 1fr); gap: .6rem; }
      details::details-content { content-visibility: visible; block-size: auto; }
    }
    """
}
