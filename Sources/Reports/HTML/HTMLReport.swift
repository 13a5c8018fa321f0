import Foundation

/// The result as a page for a browser: everything readable without scripts, and charts to explore with them.
public enum HTMLReport {
  /// `report.html`, one file that loads nothing.
  public static func text(_ result: RunResult) -> String {
    let page = ReportPage(result)
    let (style, script, data) = (PageStyle.text, PageScript.text, page.chartData.json)
    var scripts: Markup = """
      <script type="application/json" id="report-data">\(Markup(trusted: data))</script>

      """
    for text in executable(script) { scripts += "<script>\(Markup(trusted: text))</script>\n" }
    let policy = SecurityPolicy(inlineScripts: executable(script), inlineStyles: [style])
    return page.document(policy, style: "<style>\(Markup(trusted: style))</style>", scripts: scripts).text
  }

  /// The same page as several files, for hosts that forbid scripts inside a page. Paths are relative to one directory.
  public static func files(_ result: RunResult) -> [(path: String, text: String)] {
    let page = ReportPage(result)
    var files = [
      ("report.css", PageStyle.text), ("report-data.js", "window.darkroomReport = \(page.chartData.json);\n"),
    ]
    if let library = ChartLibrary.source { files.append((ChartLibrary.fileName, library)) }
    files.append(("report.js", PageScript.text))
    let scripts = files.dropFirst().map { "<script src=\"\($0.0)\"></script>\n" as Markup }.joined()
    let document = page.document(
      SecurityPolicy(), style: "<link rel=\"stylesheet\" href=\"report.css\"/>", scripts: scripts)
    return [("report.html", document.text)] + files
  }

  private static func executable(_ script: String) -> [String] { [ChartLibrary.source, script].compactMap { $0 } }
}
