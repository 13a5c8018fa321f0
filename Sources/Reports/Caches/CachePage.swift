/// A cache result as one page for a browser, without scripts; it loads nothing.
public enum CachePage {
  public static func text(_ result: CacheStudy) -> String {
    let digest = Digest(result)
    let style = PageStyle.text + own
    let policy = SecurityPolicy(inlineScripts: [], inlineStyles: [style])
    let document: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy.text)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>Cache: \(digest.heading) · Darkroom</title>
      <link rel="icon" href="\(PageStyle.icon)"/>
      <style>\(Markup(trusted: style))</style>
      </head>
      <body>
      <header class="banner \(ReportPage.name(digest.tone))">
      <div class="inner">
      <p class="brand">\(Markup(trusted: PageStyle.mark)) Darkroom</p>
      <h1>\(digest.heading)</h1>
      <p class="takeaway">\(result.takeaway)</p>
      <p class="facts">\(digest.subheading)</p>
      </div>
      </header>
      <main class="inner" id="content">
      \(charts(result))\(sections(digest))</main>
      <footer><p>Written by Darkroom. This page loads nothing from anywhere.</p></footer>
      </body>
      </html>

      """
    return document.text
  }

  private static func charts(_ result: CacheStudy) -> Markup {
    let ratios: [CacheChart.Ratio] = result.settings.ignoresSize ? [.objects] : [.objects, .bytes]
    let figures = ratios.enumerated().compactMap { index, ratio -> Markup? in
      let chart = CacheChart(result: result, ratio: ratio)
      return chart.plot().map {
        "<figure><figcaption>\(chart.title)</figcaption>\($0.svg(id: "chart-\(index)"))</figure>\n"
      }
    }
    if figures.isEmpty { return .empty }
    let names = CacheChart(result: result, ratio: .objects).names
    let keys = names.enumerated().map { index, name -> Markup in
      """
      <li><svg width="28" height="10" aria-hidden="true"><path \
      class="line s\(index % LinePlot.colours) d\(index / LinePlot.colours % 4)" d="M0 5L28 5"/></svg> <span>\(name)</span></li>

      """
    }
    return """
      <section aria-labelledby="charts-title">
      <h2 id="charts-title">Miss ratio by size</h2>
      <div class="pair">
      \(figures)</div>
      <ul class="legend" aria-label="Policies">
      \(keys)</ul>
      </section>

      """
  }

  /// The tables of the terminal's form, without its bars.
  private static func sections(_ digest: Digest) -> Markup {
    digest.sections.dropLast().enumerated().map { index, section -> Markup in
      var plain = section
      if let bars = plain.columns.firstIndex(where: { $0.title == "by size" }) {
        plain.columns.remove(at: bars)
        for row in plain.rows.indices { plain.rows[row].remove(at: bars) }
      }
      let table: Markup =
        plain.rows.isEmpty ? .empty : ReportPage.table(plain, caption: plain.title, isQuiet: true)
      return """
        <section aria-labelledby="part-\(index)">
        <h2 id="part-\(index)">\(plain.title)</h2>
        \(table)\(ReportPage.notes(plain.notes))</section>

        """
    }.joined()
  }

  /// What pages of charts add to the style of reports.
  static let own = """
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1.5rem 2rem; }
    @media (max-width: 40rem) { .pair .tick { font-size: 15px; } }
    .pair .plot { max-height: 32rem; }
    main.inner { padding-bottom: 2rem; }

    """
}
