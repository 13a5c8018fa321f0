/// A fitted lock as one page for a browser, without scripts; it loads nothing.
public enum LockPage {
  public static func text(_ study: LockStudy) -> String {
    let digest = Digest(study)
    let style = PageStyle.text + CachePage.own
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
      <title>Row lock: \(digest.heading) · Darkroom</title>
      <link rel="icon" href="\(PageStyle.icon)"/>
      <style>\(Markup(trusted: style))</style>
      </head>
      <body>
      <header class="banner \(ReportPage.name(digest.tone))">
      <div class="inner">
      <p class="brand">\(Markup(trusted: PageStyle.mark)) Darkroom</p>
      <h1>\(digest.heading)</h1>
      <p class="takeaway">\(study.takeaway)</p>
      <p class="facts">\(digest.subheading)</p>
      </div>
      </header>
      <main class="inner" id="content">
      \(charts(study))\(sections(digest))</main>
      <footer><p>Written by Darkroom. This page loads nothing from anywhere.</p></footer>
      </body>
      </html>

      """
    return document.text
  }

  private static func charts(_ study: LockStudy) -> Markup {
    let charts = LockChart.Subject.allCases.map { LockChart(study: study, subject: $0) }
    let figures = charts.enumerated().compactMap { index, chart -> Markup? in
      chart.plot().map {
        "<figure><figcaption>\(chart.title)</figcaption>\($0.svg(id: "chart-\(index)"))</figure>\n"
      }
    }
    let keys = charts.flatMap(\.keys).map { key -> Markup in
      """
      <li><svg width="28" height="10" aria-hidden="true"><path class="line s\(key.colour)" d="M0 5L28 5"/>\
      <circle class="dot s\(key.colour)" r="2.5" cx="14" cy="5"/></svg> <span>\(key.name)</span></li>

      """
    }
    return """
      <section aria-labelledby="charts-title">
      <h2 id="charts-title">Dots measured, lines fitted</h2>
      <div class="pair">
      \(figures)</div>
      <ul class="legend" aria-label="Lines">
      \(keys)</ul>
      </section>

      """
  }

  private static func sections(_ digest: Digest) -> Markup {
    digest.sections.dropLast().enumerated().map { index, section -> Markup in
      let table: Markup =
        section.rows.isEmpty ? .empty : ReportPage.table(section, caption: section.title, isQuiet: true)
      let notes: Markup =
        section.isCommand
        ? "<pre>\(section.notes.joined(separator: "\n"))</pre>\n" : ReportPage.notes(section.notes)
      return """
        <section aria-labelledby="part-\(index)">
        <h2 id="part-\(index)">\(section.title)</h2>
        \(table)\(notes)</section>

        """
    }.joined()
  }
}
