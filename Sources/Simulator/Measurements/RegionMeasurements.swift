/// One region of a run, interval by interval: what metrics with a label or a window, and timelines, are made of.
public struct RegionMeasurements: Sendable {
  /// Such as `tokyo`: what a label says.
  public var name: String
  /// Equal parts of the measured time, in order; the last may be one that a stop cut short.
  public var intervals: [IntervalMeasurements]

  public init(name: String, intervals: [IntervalMeasurements]) {
    self.name = name
    self.intervals = intervals
  }
}

/// Counts of one interval in one region. Lists are in the order of the run's own lists of operations, rates, stations, caches.
public struct IntervalMeasurements: Sendable {
  public var latencies: [LatencyHistogram] = []
  public var work: [Int64] = []
  public var stations: [StationCounts] = []
  public var caches: [CacheCounts] = []

  public init() {}
}

/// What one fleet did in an interval.
public struct StationCounts: Sendable {
  public var arrivals: Int64 = 0
  public var departures: Int64 = 0
  /// Nanoseconds.
  public var waitingSum: Int64 = 0
  /// Busy servers × nanoseconds, by instance.
  public var busyTimes: [Int64] = []
  public var serversPerInstance: Int64 = 0

  public init() {}
}

/// What one cache tier did in an interval.
public struct CacheCounts: Sendable {
  public var requests: Int64 = 0
  public var hits: Int64 = 0
  public var requestedBytes: Int64 = 0
  public var hitBytes: Int64 = 0

  public init() {}
}

/// Σ nanoseconds by latency bucket and (component, kind): the make-up of any percentile.
public struct LedgerTable: Sendable {
  public var cells: [Cell]
  /// Buckets that hold requests, by rising latency.
  public var buckets: [Bucket]

  public struct Cell: Sendable, Equatable {
    public var component: String
    public var kind: TimeKind

    public init(component: String, kind: TimeKind) {
      self.component = component
      self.kind = kind
    }
  }

  public struct Bucket: Sendable {
    /// Latencies in it are at least this.
    public var floor: SimDuration
    public var requests: Int64
    /// Nanoseconds by cell.
    public var sums: [Int64]
    /// Part of them: nanoseconds by which the slowest branches of forks lagged the median ones.
    public var straggling: Int64

    public init(floor: SimDuration, requests: Int64, sums: [Int64], straggling: Int64 = 0) {
      self.floor = floor
      self.requests = requests
      self.sums = sums
      self.straggling = straggling
    }
  }

  public init(cells: [Cell] = [], buckets: [Bucket] = []) {
    self.cells = cells
    self.buckets = buckets
  }
}

/// One request with its ledger.
public struct ExemplarMeasurement: Sendable {
  public var region: String
  public var startedAt: SimTime
  public var latency: SimDuration
  /// In the order in which the request first met them; they sum to the latency.
  public var entries: [LedgerShare]

  public init(region: String, startedAt: SimTime, latency: SimDuration, entries: [LedgerShare]) {
    self.region = region
    self.startedAt = startedAt
    self.latency = latency
    self.entries = entries
  }
}
