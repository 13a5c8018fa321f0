import Glibc

/// A measured distribution, given by some of its quantiles and interpolated between them.
public struct Empirical: Distribution {
  /// A share `probability` of values does not exceed `value`.
  public struct Point: Sendable, Equatable {
    public let probability: Double
    public let value: Double

    public init(_ probability: Double, _ value: Double) {
      self.probability = probability
      self.value = value
    }
  }

  /// How values run between two points as the probability rises evenly: by equal steps or by equal factors.
  public enum Interpolation: Sendable { case linear, geometric }

  /// From probability 0 to 1, probabilities rising, values not falling; equal neighbouring values are an atom.
  public let points: [Point]
  public let interpolation: Interpolation

  public init(_ points: [Point], interpolation: Interpolation = .linear) {
    requireDomain(
      points.count >= 2 && points.first!.probability == 0 && points.last!.probability == 1,
      "a quantile table runs from probability 0 to 1, got \(points.map(\.probability))")
    requireDomain(
      zip(points, points.dropFirst()).allSatisfy { $0.probability < $1.probability && $0.value <= $1.value }
        && points.allSatisfy { $0.value.isFinite },
      "a quantile table has rising probabilities and finite values that do not fall, got \(points)")
    requireDomain(
      interpolation == .linear || points[0].value > 0, "equal factors need positive values, got \(points[0].value)")
    self.points = points
    self.interpolation = interpolation
  }

  public var mean: Double { segments { width, low, high in width * power(1, low, high) } }

  public var variance: Double {
    let mean = mean
    return max(0, segments { width, low, high in width * power(2, low, high) } - mean * mean)
  }

  public var support: ClosedRange<Double> { points.first!.value...points.last!.value }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    let index = firstPoint { $0.probability >= probability }
    let (a, b) = (points[index - 1], points[index])
    return between(a.value, b.value, (probability - a.probability) / (b.probability - a.probability))
  }

  public func cumulative(_ value: Double) -> Double {
    if value < points[0].value { return 0 }
    if value >= points.last!.value { return 1 }
    let index = firstPoint { $0.value > value }
    let (a, b) = (points[index - 1], points[index])
    let share =
      interpolation == .linear
      ? (value - a.value) / (b.value - a.value) : log(value / a.value) / log(b.value / a.value)
    return a.probability + share * (b.probability - a.probability)
  }

  private func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
    switch interpolation {
    case .linear: low + share * (high - low)
    case .geometric: low * exp(share * log(high / low))
    }
  }

  /// E[X^order] over one segment, order 1 or 2.
  private func power(_ order: Double, _ low: Double, _ high: Double) -> Double {
    if interpolation == .geometric && high > low {
      return (pow(high, order) - pow(low, order)) / (order * log(high / low))
    }
    return order == 1 ? (low + high) / 2 : (low * low + low * high + high * high) / 3
  }

  private func segments(_ term: (Double, Double, Double) -> Double) -> Double {
    (1..<points.count).reduce(0) { sum, index in
      let (a, b) = (points[index - 1], points[index])
      return sum + term(b.probability - a.probability, a.value, b.value)
    }
  }

  /// Index of the first point that satisfies a predicate that turns true once, at least 1; binary search.
  private func firstPoint(_ holds: (Point) -> Bool) -> Int {
    var (low, high) = (1, points.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if holds(points[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
