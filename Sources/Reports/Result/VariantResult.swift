/// What all completed replications of one variant say together. Numbers are means over replications unless said otherwise.
public struct VariantResult: Codable, Sendable, Equatable {
  public var name: String
  public var summary: String
  /// Replications that count here; 0 when the run stopped before this variant measured anything.
  public var replications: Int
  public var measuredSeconds: Double
  public var warmUpSeconds: Double
  /// Summed over replications.
  public var executedEvents: UInt64
  public var operations: [OperationResult]
  public var rates: [RateResult]
  public var stations: [StationResult]
  public var firstBottleneck: Bottleneck?
  public var caches: [CacheResult]
  /// Longest total lock wait first, ten at most.
  public var hotRows: [RowResult]
  public var scalars: [ScalarResult]
  public var invariants: [InvariantResult]
  public var caveats: [String]
  /// One per replication; equal fingerprints mean equal behaviour.
  public var fingerprints: [String]
  /// The first replication over time; nil when nothing was measured.
  public var timeline: Timeline?
  /// Every metric by replication: what comparisons and baselines are made of.
  public var values: [MetricValues] = []

  public var invariantsHold: Bool { invariants.allSatisfy(\.holds) }
}

/// Latency and fate of one kind of request.
public struct OperationResult: Codable, Sendable, Equatable {
  public var name: String
  /// Completed requests, summed over replications.
  public var completed: Int64
  public var rate: Estimate
  public var failures: Int64
  /// Failures / (completed + failures), 0…1.
  public var errorRatio: Double
  /// Begun and unfinished at the end: their latencies are missing here (censored).
  public var inFlight: Int64
  /// Samples beyond the histogram's range of 1 µs to 1 h: counted, but in no percentile.
  public var outOfRange: Int64
  /// Nil when nothing completed.
  public var latency: LatencyResult?
  /// Where the slowest requests spent their time, largest share first.
  public var tailShares: [TimeShare]
  /// How many slowest requests `tailShares` is made of.
  public var tailCount: Int64
  /// The same over all requests.
  public var meanShares: [TimeShare]
  /// Latency by percentile, rising, of all replications together; empty when nothing completed.
  public var curve: [CurvePoint] = []
  /// What p50, p99 and p99.9 are made of; empty when nothing completed.
  public var attribution: [Attribution] = []
  /// Single requests of the first replication: the slowest, and one near each explained percentile.
  public var exemplars: [Exemplar] = []
}

/// Seconds, from the intended start of a request to its end.
public struct LatencyResult: Codable, Sendable, Equatable {
  public var mean: Estimate
  public var p50: PercentileResult
  public var p95: PercentileResult
  public var p99: PercentileResult
  public var p999: PercentileResult
  /// The slowest request of all replications.
  public var maximum: Double
}

public struct PercentileResult: Codable, Sendable, Equatable {
  public var estimate: Estimate
  /// How many samples lie beyond it: below about ten, do not lean on it.
  public var samplesBeyond: Int64
}

/// A part of latency: time of one kind at one component.
public struct TimeShare: Codable, Sendable, Equatable {
  public var component: String
  /// queueing, service, lockWait, network or backOff.
  public var kind: String
  /// 0…1 of the whole.
  public var share: Double
  /// Mean per request.
  public var seconds: Double
}

/// Executed work beside what the scenario asks for, per second.
public struct RateResult: Codable, Sendable, Equatable {
  public var name: String
  public var executed: Int64
  public var perSecond: Estimate
  public var targetPerSecond: Double?
  /// Stations visited and ways travelled, mean per completed request.
  public var hops: Double?
}

/// One component: all stations of a fleet.
public struct StationResult: Codable, Sendable, Equatable {
  public var name: String
  public var instances: Int
  public var serversPerInstance: Int
  public var arrivalsPerSecond: Double
  public var blocked: Int64
  /// Busy server time / all server time, 0…1.
  public var utilisation: Estimate
  /// The same of the busiest instance.
  public var busiestUtilisation: Estimate
  public var meanWaitingSeconds: Double
  /// Of one job, without waiting.
  public var meanServiceSeconds: Double
  /// Longest over all replications.
  public var longestLine: Int
}

/// The component, or the locked row, that saturates first when every load grows by the same factor.
public struct Bottleneck: Codable, Sendable, Equatable {
  public enum Kind: String, Codable, Sendable { case station, row }

  public var kind: Kind
  public var name: String
  /// Of the station's busiest instance, or of the row's lock, 0…1.
  public var utilisation: Double
  /// Load factor at which that instance is always busy; 1 or less means that it is now.
  public var headroom: Double
}

public struct CacheResult: Codable, Sendable, Equatable {
  public var name: String
  public var requestsPerSecond: Double
  /// What the tier behind it must serve.
  public var missesPerSecond: Double
  public var missBytesPerSecond: Double
  /// Nil when nothing was requested.
  public var objectHitRatio: Estimate?
  public var byteHitRatio: Estimate?
  public var capacityBytes: Int64
  public var storedBytes: Int64
  public var storedObjects: Int64
  public var evictions: Int64
  /// False where this run cannot give the tier its true arrivals; the caveats say why.
  public var isValid: Bool
  /// Object miss ratio of an LRU cache by capacity, rising; empty where it is not measured.
  public var missRatioCurve: [MissRatioPoint] = []
}

public struct RowResult: Codable, Sendable, Equatable {
  public var name: String
  public var updatesPerSecond: Double
  public var meanLockWaitSeconds: Double
  public var maximumLockWaitSeconds: Double
  public var longestLine: Int
  /// Share of time in which the row was locked, 0…1.
  public var utilisation: Double
  /// Lock wait that ended in each interval of the timeline, summed over writers, in seconds; of the first replication.
  public var waitSecondsByInterval: [Double] = []
  /// Nil where only the sums were measured.
  public var microscope: RowMicroscope?
}

public struct ScalarResult: Codable, Sendable, Equatable {
  public var name: String
  public var estimate: Estimate
  public var unit: String
}

/// A law that must hold exactly; the sides of the first replication that breaks it, else of the first.
public struct InvariantResult: Codable, Sendable, Equatable {
  public var name: String
  public var expected: Int64
  public var found: Int64
  public var holds: Bool
}
