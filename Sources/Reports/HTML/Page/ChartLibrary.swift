import CReportAssets

/// The chart library that was installed when this program was built.
enum ChartLibrary {
  static let fileName = "chart.min.js"

  /// Nil when none was installed, or when its text would end a script element early.
  static let source: String? = {
    let length = report_chart_library_length()
    if length == 0 { return nil }
    let bytes = UnsafeBufferPointer(start: report_chart_library(), count: length)
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    return isEmbeddable(text) ? text : nil
  }()

  /// Whether `text` survives between the tags of a script element unchanged.
  static func isEmbeddable(_ text: String) -> Bool {
    let lowered = text.lowercased()
    return !["</script", "<script", "<!--", "\r", "\0"].contains(where: lowered.contains)
  }
}
