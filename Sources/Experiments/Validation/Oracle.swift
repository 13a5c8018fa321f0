import Simulator

/// What a simulated system can be asked for. Times in seconds, shares 0…1.
public enum Measure: Int, CaseIterable, Sendable {
  case meanSojournTime, sojournTimeP99, meanWaitingTime, waitingProbability, meanNumber, blockingProbability
  case expiryProbability, utilisation, throughput, variationOfWaiting, tailOverMean, backlog
  case meanWaitingTimeOfClass0, meanWaitingTimeOfClass1
  case meanNumberAtStation0, meanNumberAtStation1, meanNumberAtStation2
  case hitRatio, hitRatioGain, misses, missedBytes, inversions
  case hitRatioOfLayer0, hitRatioOfLayer1, hitRatioOfLayer2
  case shareOfLayer0, shareOfLayer1, shareOfLayer2, shareOfLayer3

  public var name: String {
    switch self {
    case .meanSojournTime: "mean sojourn"
    case .sojournTimeP99: "p99 sojourn"
    case .meanWaitingTime: "mean wait"
    case .waitingProbability: "share that waits"
    case .meanNumber: "number in system"
    case .blockingProbability: "share blocked"
    case .expiryProbability: "share expired"
    case .utilisation: "utilisation"
    case .throughput: "throughput"
    case .variationOfWaiting: "CV of wait"
    case .tailOverMean: "p99 / mean"
    case .backlog: "left at the end"
    case .meanWaitingTimeOfClass0: "mean wait, urgent"
    case .meanWaitingTimeOfClass1: "mean wait, other"
    case .meanNumberAtStation0: "number at station 1"
    case .meanNumberAtStation1: "number at station 2"
    case .meanNumberAtStation2: "number at station 3"
    case .hitRatio: "hit ratio"
    case .hitRatioGain: "hit ratio above FIFO's"
    case .misses: "misses"
    case .missedBytes: "missed bytes"
    case .inversions: "neighbours in the wrong order"
    case .hitRatioOfLayer0: "hit ratio of the phone"
    case .hitRatioOfLayer1: "hit ratio of the edge"
    case .hitRatioOfLayer2: "hit ratio of the origin"
    case .shareOfLayer0: "share served by the phone"
    case .shareOfLayer1: "share served by the edge"
    case .shareOfLayer2: "share served by the origin"
    case .shareOfLayer3: "share served by the backend"
    }
  }

  public var unit: String {
    switch self {
    case .meanSojournTime, .sojournTimeP99, .meanWaitingTime, .meanWaitingTimeOfClass0, .meanWaitingTimeOfClass1: "s"
    case .throughput: "1/s"
    case .missedBytes: "B"
    default: "1"
    }
  }
}

/// A number that theory knows about a system.
public struct Oracle: Sendable {
  public let measure: Measure
  /// In the measure's unit.
  public let expected: Double
  /// How far the mean may be off where a published number is rounded or its workload is not known exactly; nil: theory must lie in
  /// the interval.
  public let tolerance: Double?

  init(_ measure: Measure, _ expected: Double, tolerance: Double? = nil) {
    self.measure = measure
    self.expected = expected
    self.tolerance = tolerance
  }
}

/// What one replication measured: a value per measure that its plan knows, and the laws that held or not.
public struct Observation: Sendable {
  private var values = [Double](repeating: .nan, count: Measure.allCases.count)
  public var laws: [InvariantMeasurement] = []
  /// What a reader of the report must know beside the numbers.
  public var remarks: [String] = []
  public var executedEvents: UInt64 = 0
  public var fingerprint = Fingerprint()

  public subscript(_ measure: Measure) -> Double {
    get { values[measure.rawValue] }
    set { values[measure.rawValue] = newValue }
  }

  /// Takes event count and fingerprint of a process that has run.
  mutating func close<List: FutureEventList>(_ kernel: borrowing Kernel<List>) {
    executedEvents += kernel.executedEvents
    fingerprint.absorb(kernel.fingerprint.value)
  }
}

/// The event lists that the engine can run on; results do not depend on the choice.
public enum EventListChoice: String, Sendable, CaseIterable {
  case wheel, heap
}

/// A system that can be simulated once per replication, on any event list.
///
/// Each plan names the lists itself: a generic requirement, called through an existential, would run unspecialised.
public protocol ValidationPlan: Sendable {
  func replicate(on list: EventListChoice, replication: UInt64) -> Observation
}

/// One simulated system beside what theory says of it; or a wrong system that must be told apart from the theory.
public struct ValidationCase: Sendable {
  /// `M/M/1`, and the parameters that make it concrete.
  public let family: String
  public let system: String
  /// Where the closed form comes from.
  public let source: String
  public let oracles: [Oracle]
  public let replications: Int
  /// The simulated system differs from the theory's on purpose: a pass would show that the test is blind.
  public let isNegativeControl: Bool
  /// Part of the subset that the test suite runs.
  public let isQuick: Bool
  public let plan: any ValidationPlan
  /// Why the case cannot run here; it then counts neither as confirmed nor as failed.
  public var skipReason: String?

  init(
    _ family: String, _ system: String, source: String, _ oracles: [Oracle], replications: Int = 64,
    isNegativeControl: Bool = false, isQuick: Bool = false, _ plan: any ValidationPlan
  ) {
    self.family = family
    self.system = system
    self.source = source
    self.oracles = oracles
    self.replications = replications
    self.isNegativeControl = isNegativeControl
    self.isQuick = isQuick
    self.plan = plan
  }
}
