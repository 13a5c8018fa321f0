import Foundation

/// From values to places on an axis, with round ticks.
struct ChartScale {
  enum Kind { case linear, logarithmic }

  struct Tick {
    var value: Double
    var label: String
  }

  var kind: Kind
  var low: Double
  var high: Double
  /// Where `low` and `high` lie in the picture.
  var start: Double
  var end: Double

  func place(_ value: Double) -> Double {
    let share: Double
    switch kind {
    case .linear: share = high > low ? (value - low) / (high - low) : 0
    case .logarithmic: share = high > low ? log(value / low) / log(high / low) : 0
    }
    return start + (end - start) * min(max(share, 0), 1)
  }

  /// Decades around positive values; at least one.
  static func decades(_ values: [Double], from start: Double, to end: Double) -> ChartScale? {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    guard let least = positive.min(), let most = positive.max() else { return nil }
    let low = floor(log10(least) * (1 + 1e-12)), high = ceil(log10(most) - 1e-12)
    return ChartScale(
      kind: .logarithmic, low: pow(10, min(low, high - 1)), high: pow(10, high), start: start, end: end)
  }

  /// From zero to a round number above every value.
  static func fromZero(_ values: [Double], from start: Double, to end: Double) -> ChartScale {
    let most = values.filter(\.isFinite).max() ?? 0
    let step = roundStep(most > 0 ? most / 4 : 0.25)
    let high = max(step, (most / step - 1e-9).rounded(.up) * step)
    return ChartScale(kind: .linear, low: 0, high: high, start: start, end: end)
  }

  /// About four of them.
  func ticks(_ label: (Double) -> String) -> [Tick] {
    switch kind {
    case .logarithmic:
      let first = Int(log10(low).rounded()), last = Int(log10(high).rounded())
      let stride = max(1, (last - first + 3) / 5)
      return Swift.stride(from: first, through: last, by: stride).map { exponent in
        let value = pow(10, Double(exponent))
        return Tick(value: value, label: label(value))
      }
    case .linear:
      guard high > low, (high - low).isFinite else { return [] }
      let step = Self.roundStep((high - low) / 4)
      let first = Int((low / step).rounded(.up)), last = Int((high / step + 1e-9).rounded(.down))
      return (first...max(first, last)).map { Tick(value: Double($0) * step, label: label(Double($0) * step)) }
    }
  }

  /// 1, 2, 2.5 or 5 times a power of ten, at least `size` but for rounding.
  static func roundStep(_ size: Double) -> Double {
    let power = pow(10, floor(log10(size)))
    let step = [1, 2, 2.5, 5, 10].first { $0 * power >= size * (1 - 1e-9) } ?? 10
    return step * power
  }
}

/// The axis of percentiles: as much room from 90 to 99 % as from 99 to 99.9 %.
enum NinesScale {
  /// How many nines: 0 at 0 %, 1 at 90 %, 2 at 99 %. Nil at 100 %, which has no place.
  static func nines(_ percent: Double) -> Double? {
    percent < 100 ? -log10(1 - percent / 100) : nil
  }

  static let ticks: [ChartScale.Tick] = [
    ("p50", 50.0), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("p99.99", 99.99), ("p99.999", 99.999),
    ("p99.9999", 99.9999),
  ].compactMap { label, percent in nines(percent).map { .init(value: $0, label: label) } }
}
