import Caching

/// How a curve is computed.
public enum CurveMethod: String, Sendable, CaseIterable {
  /// LRU: stack distances of every request. Other policies: a replay at every size.
  case exact
  /// LRU: stack distances of a fixed share of the objects. Waldspurger et al., FAST 2015.
  case shards
  /// LRU: the same with a fixed number of objects, whose share falls as more appear.
  case shardsSize = "shards-size"
  /// Any policy: a small cache that sees a share of the objects. Waldspurger et al., ATC 2017.
  case mini
}

/// Miss ratios of one policy over cache sizes.
public struct MissRatioCurve: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// In bytes, or in objects when sizes do not matter.
    public var capacity: Int64
    public var missRatio: Double
    public var byteMissRatio: Double
  }

  /// Mean absolute error of the miss ratio over the sizes, in shares of requests.
  public enum Error: Sendable, Equatable {
    case none
    /// Against the exact curve of the same policy.
    case measured(Double)
    /// Told by the spread between parts of the sample; of LRU, for other policies on the same sample.
    case expected(Double)
  }

  public var policy: PolicyName
  public var method: CurveMethod
  /// Share of the objects that were looked at; of `shardsSize` the last.
  public var rate = 1.0
  public var sampledObjects = 0
  public var points: [Point] = []
  public var error = Error.none

  /// Mean of the absolute differences of miss ratios, size by size.
  func meanAbsoluteError(against other: MissRatioCurve) -> Double {
    let differences = zip(points, other.points).map { abs($0.missRatio - $1.missRatio) }
    return differences.reduce(0, +) / Double(max(1, differences.count))
  }

  init(_ policy: PolicyName, _ method: CurveMethod) {
    self.policy = policy
    self.method = method
  }

  mutating func setPoints(
    _ sizes: [Int64], missed: (requests: [Double], bytes: [Double]), ofRequests: Double, ofBytes: Double
  ) {
    points = sizes.indices.map { index in
      Point(
        capacity: sizes[index], missRatio: min(1, missed.requests[index] / max(1, ofRequests)),
        byteMissRatio: min(1, missed.bytes[index] / max(1, ofBytes)))
    }
  }
}
