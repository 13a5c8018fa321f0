/// Everything that one replication of one variant measured, after warm-up: the only thing that leaves a run.
///
/// Names are the model's (`feed.load`, `gateway`, `edge`); units are in the field names. Reports turn one or more of
/// these into the versioned result. Arrays are in a fixed order given by the model.
public struct RunMeasurements: Sendable {
  /// Simulated time after warm-up.
  public var measured: SimDuration = .zero
  public var warmUp: SimDuration = .zero
  public var operations: [OperationMeasurement] = []
  public var rates: [RateMeasurement] = []
  public var stations: [StationMeasurement] = []
  public var caches: [CacheMeasurement] = []
  /// Longest total lock wait first.
  public var hotRows: [RowMeasurement] = []
  /// Further named numbers: `counter.staleness.p99` in seconds, `timeline.read.candidates` and the like.
  public var scalars: [ScalarMeasurement] = []
  public var invariants: [InvariantMeasurement] = []
  /// What is not valid in this run, in sentences for the validity line (slices, cold caches, short run).
  public var caveats: [String] = []
  /// Sums of components under one name, for explanations.
  public var views: [ViewDefinition] = []
  /// Ends of the intervals of `regions`, from the start of the measured part on; one more than there are intervals.
  public var intervalEdges: [SimTime] = []
  /// Empty once what is asked of them has been evaluated.
  public var regions: [RegionMeasurements] = []
  /// Metrics of a label or a window that were evaluated while `regions` was there, by their text.
  public var evaluated: [ScalarMeasurement] = []
  public var executedEvents: UInt64 = 0
  public var fingerprint: String = ""

  public init() {}
}

/// Components whose time is one cause together, such as all that a cache miss touches.
public struct ViewDefinition: Sendable, Equatable {
  public var name: String
  public var components: [String]
  /// Operations in which those components mean this; nil for all.
  public var operations: [String]?

  public init(name: String, components: [String], operations: [String]? = nil) {
    self.name = name
    self.components = components
    self.operations = operations
  }
}

/// Latency of one kind of request. `batches` splits the measured time into equal parts for batch intervals.
public struct OperationMeasurement: Sendable {
  public var name: String
  public var latency: LatencyHistogram
  public var batches: [LatencyHistogram]
  public var failures: Int64
  /// Requests begun but unfinished at the end; censored, and printed.
  public var inFlight: Int64
  /// Σ nanoseconds over all requests by component and kind.
  public var meanLedger: [LedgerShare]
  /// The same over the slowest requests, `tailCount` of them, for the "why" lines.
  public var tailLedger: [LedgerShare]
  public var tailCount: Int64
  /// All ledgers by latency.
  public var ledgers = LedgerTable()
  /// The slowest requests, slowest first, and one of each latency bucket, by rising latency.
  public var slowest: [ExemplarMeasurement] = []
  public var samples: [ExemplarMeasurement] = []
  /// Latencies less the time of each cause that was asked about; empty when none was.
  public var withoutCause: [LatencyHistogram] = []

  public init(name: String, latency: LatencyHistogram, batches: [LatencyHistogram]) {
    self.name = name
    self.latency = latency
    self.batches = batches
    failures = 0
    inFlight = 0
    meanLedger = []
    tailLedger = []
    tailCount = 0
  }
}

public struct LedgerShare: Sendable {
  public var component: String
  public var kind: TimeKind
  public var nanoseconds: Int64

  public init(component: String, kind: TimeKind, nanoseconds: Int64) {
    self.component = component
    self.kind = kind
    self.nanoseconds = nanoseconds
  }
}

/// Executed work of one class beside what the scenario's derivation asks for.
public struct RateMeasurement: Sendable {
  public var name: String
  public var executed: Int64
  public var executedPerSecond: Double
  /// Per second; nil where nothing is promised.
  public var targetPerSecond: Double?
  /// Stations visited and ways travelled, mean per request that was completed; nil for work that is no request.
  public var hops: Double?

  public init(
    name: String, executed: Int64, executedPerSecond: Double, targetPerSecond: Double? = nil, hops: Double? = nil
  ) {
    self.hops = hops
    self.name = name
    self.executed = executed
    self.executedPerSecond = executedPerSecond
    self.targetPerSecond = targetPerSecond
  }
}

/// One component: all stations of a fleet together, and its busiest instance.
public struct StationMeasurement: Sendable {
  public var name: String
  public var instances: Int
  public var serversPerInstance: Int
  public var arrivals: Int64
  public var blocked: Int64
  public var utilisation: Double
  public var busiestUtilisation: Double
  public var meanWaiting: SimDuration
  /// Of one job, without waiting.
  public var meanService = SimDuration.zero
  public var longestLine: Int

  public init(
    name: String, instances: Int, serversPerInstance: Int, arrivals: Int64, blocked: Int64, utilisation: Double,
    busiestUtilisation: Double, meanWaiting: SimDuration, longestLine: Int
  ) {
    self.name = name
    self.instances = instances
    self.serversPerInstance = serversPerInstance
    self.arrivals = arrivals
    self.blocked = blocked
    self.utilisation = utilisation
    self.busiestUtilisation = busiestUtilisation
    self.meanWaiting = meanWaiting
    self.longestLine = longestLine
  }
}

/// One cache tier: requests that reach it, and what they found.
public struct CacheMeasurement: Sendable {
  public var name: String
  public var requests: Int64
  public var hits: Int64
  public var requestedBytes: Int64
  public var hitBytes: Int64
  public var capacityBytes: Int64
  public var storedBytes: Int64
  public var storedObjects: Int64
  public var evictions: Int64
  /// False where this run cannot give the tier its true arrivals (a slice); the report says why.
  public var isValid: Bool
  /// Object miss ratio of an LRU cache by capacity in bytes, rising; empty where it is not measured.
  public var missRatioCurve: [(capacityBytes: Double, missRatio: Double)] = []

  public init(name: String) {
    self.name = name
    requests = 0
    hits = 0
    requestedBytes = 0
    hitBytes = 0
    capacityBytes = 0
    storedBytes = 0
    storedObjects = 0
    evictions = 0
    isValid = true
  }
}

/// One row that was locked: who it is, and how long its writers waited.
public struct RowMeasurement: Sendable {
  /// Such as `likes of post 3 by @celebrity-1`.
  public var name: String
  public var updates: Int64
  public var lockWaitSum: SimDuration
  public var lockWaitMaximum: SimDuration
  public var longestLine: Int
  public var utilisation: Double
  /// By how much `lockWaitSum` may be too long, because the row took another one's place in a full sketch; 0 for exact.
  public var lockWaitError = SimDuration.zero
  /// Writers that had to wait.
  public var waits: Int64 = 0
  /// Lock wait that ended in each interval, by the run's intervals; empty where it is not measured.
  public var lockWaitByInterval: [SimDuration] = []
  /// The longest line seen in each interval, by those who left it.
  public var longestLineByInterval: [Int] = []
  /// Waits by interval and length; lengths are cut at `waitLengthEdges`, and one more class is above the last edge.
  public var waitsByLength: [[Int64]] = []
  public var waitLengthEdges: [SimDuration] = []
  /// The part that waiting for this row has of the time of the slowest 1 % of its kind of requests; nil without requests.
  public var tailShare: Double?
  /// Who wrote the row.
  public var writers: [RowWriter] = []
  /// Lock wait in seconds per writer: of those that wrote, or of those that waited when many of them gave up.
  public var meanLockWaitSeconds: Double {
    let writers = max(updates, waits)
    return writers == 0 ? 0 : lockWaitSum.seconds / Double(writers)
  }

  public init(
    name: String, updates: Int64, lockWaitSum: SimDuration, lockWaitMaximum: SimDuration, longestLine: Int,
    utilisation: Double
  ) {
    self.name = name
    self.updates = updates
    self.lockWaitSum = lockWaitSum
    self.lockWaitMaximum = lockWaitMaximum
    self.longestLine = longestLine
    self.utilisation = utilisation
  }
}

/// Updates of a row that one region sent.
public struct RowWriter: Sendable, Equatable {
  public var name: String
  public var updates: Int64

  public init(name: String, updates: Int64) {
    self.name = name
    self.updates = updates
  }
}

public struct ScalarMeasurement: Sendable {
  public var name: String
  public var value: Double
  /// `s`, `1/s`, `bytes`, `1` …
  public var unit: String

  public init(name: String, value: Double, unit: String) {
    self.name = name
    self.value = value
    self.unit = unit
  }
}

/// A law that must hold exactly after every run, with its two sides.
public struct InvariantMeasurement: Sendable {
  public var name: String
  public var expected: Int64
  public var found: Int64
  public var holds: Bool { expected == found }

  public init(name: String, expected: Int64, found: Int64) {
    self.name = name
    self.expected = expected
    self.found = found
  }
}
