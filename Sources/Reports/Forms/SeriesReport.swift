/// `series.csv`: metrics over time in long form, one row per variant, metric and interval (RFC 4180).
///
/// The value is empty where an interval has no sample. A text cell that a spreadsheet would take for a formula begins with
/// an apostrophe.
public enum SeriesReport {
  public static func text(_ result: RunResult) -> String {
    var text = "variant,metric,unit,start_seconds,end_seconds,value\r\n"
    for variant in result.variants {
      guard let timeline = variant.timeline else { continue }
      let intervals = zip(timeline.edgesSeconds, timeline.edgesSeconds.dropFirst())
      for series in timeline.series {
        let names = [variant.name, series.metric, series.unit.rawValue].map(cell).joined(separator: ",")
        for ((start, end), value) in zip(intervals, series.values) {
          let shown = value.map { $0.isFinite ? "\($0)" : "" } ?? ""
          text += "\(names),\(start),\(end),\(shown)\r\n"
        }
      }
    }
    return text
  }

  private static let formulaStarts: [Unicode.Scalar] = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private static func cell(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
    let guarded = isFormula ? "'" + text : text
    return CSVText.needsQuotes(guarded) ? CSVText.quoted(guarded) : guarded
  }
}
