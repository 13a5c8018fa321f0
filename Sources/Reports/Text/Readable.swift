import Foundation

/// Numbers as people read them: three significant digits and a unit. Locale-free.
public enum Readable {
  public static func value(_ value: Double, _ unit: MetricUnit) -> String {
    switch unit {
    case .seconds: seconds(value)
    case .perSecond: count(value) + "/s"
    case .fraction: percent(value)
    case .bytes: bytes(value)
    case .bytesPerSecond: bytes(value) + "/s"
    case .count, .unnamed: count(value)
    }
  }

  /// `143 ms`, `1.25 s`, `12.5 min`.
  public static func seconds(_ value: Double) -> String {
    let size = abs(value)
    if size == 0 { return "0 s" }
    if size < 0.999_5e-6 { return digits(value * 1e9) + " ns" }
    if size < 0.999_5e-3 { return digits(value * 1e6) + " µs" }
    if size < 0.999_5 { return digits(value * 1e3) + " ms" }
    if size < 599.5 { return digits(value) + " s" }
    return size < 5_997 ? digits(value / 60) + " min" : digits(value / 3_600) + " h"
  }

  /// `12.3 K`, `1.25 M`.
  public static func count(_ value: Double) -> String {
    let size = abs(value)
    if size >= 999.5e9 { return digits(value / 1e12) + " T" }
    if size >= 999.5e6 { return digits(value / 1e9) + " B" }
    if size >= 999.5e3 { return digits(value / 1e6) + " M" }
    if size >= 9_995 { return digits(value / 1e3) + " K" }
    return size >= 999.5 ? String(format: "%.0f", value) : digits(value)
  }

  public static func bytes(_ value: Double) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
    var (scaled, index) = (value, 0)
    while abs(scaled) >= 1_023.5, index < units.count - 1 { (scaled, index) = (scaled / 1_024, index + 1) }
    return digits(scaled) + " " + units[index]
  }

  /// Of 0…1: `58.3 %`, `0.012 %`.
  public static func percent(_ value: Double) -> String {
    let scaled = value * 100
    if scaled == 0 { return "0 %" }
    if abs(scaled) >= 9.95 { return String(format: scaled == scaled.rounded() ? "%.0f %%" : "%.1f %%", scaled) }
    return digits(scaled) + " %"
  }

  public static func signedPercent(_ value: Double) -> String {
    String(format: abs(value) < 0.0995 ? "%+.1f %%" : "%+.0f %%", value * 100)
  }

  /// `[139, 148] ms`: both ends in the unit of the larger one.
  public static func interval(_ estimate: Estimate, _ unit: MetricUnit) -> String {
    guard let low = estimate.low, let high = estimate.high else {
      return estimate.basis == .observed ? "exact" : "n/a"
    }
    let (highText, lowText) = (value(high, unit), value(low, unit))
    let (highParts, lowParts) = (split(highText), split(lowText))
    if highParts.unit == lowParts.unit { return "[\(lowParts.number), \(highParts.number)]\(highParts.unit)" }
    return low == 0 ? "[0, \(highParts.number)]\(highParts.unit)" : "[\(lowText), \(highText)]"
  }

  /// Three significant digits without an exponent; trailing zeros of the fraction go.
  static func digits(_ value: Double) -> String {
    let size = abs(value)
    if size == 0 { return "0" }
    let decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.099_95 ? 3 : 4
    let text = String(format: "%.\(decimals)f", value)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(trimmed.reversed())
  }

  private static func split(_ text: String) -> (number: Substring, unit: Substring) {
    let end = text.firstIndex { !$0.isNumber && $0 != "." && $0 != "-" } ?? text.endIndex
    return (text[..<end], text[end...])
  }
}

extension Readable {
  /// A ratio: `1.28`, `37`.
  public static func factor(_ value: Double) -> String { value >= 9.5 ? count(value.rounded()) : digits(value) }

  /// Three digits without a multiplier's letter, which a unit after it would make ambiguous.
  static func plain(_ value: Double) -> String {
    abs(value) < 1e6 ? String(format: "%.0f", value) : String(format: "%.3g", value)
  }

  /// `0.034`, `< 0.0001`.
  static func probability(_ value: Double) -> String { value < 0.0001 ? "< 0.0001" : digits(value) }

  /// Without decimals from 1 % on: the size of an interval.
  static func wholePercent(_ value: Double) -> String {
    String(format: abs(value) < 0.00995 ? "%.1f %%" : "%.0f %%", value * 100)
  }
}
