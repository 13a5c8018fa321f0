/// What `darkroom cache` found: a trace, replays of it, and miss-ratio curves. Equal inputs give equal values on any number of threads.
public struct CacheStudy: Codable, Equatable, Sendable {
  public static let currentSchema = "darkroom.cache/1"

  /// Name and version of this form.
  public var schema = CacheStudy.currentSchema
  public var trace: Trace
  public var settings: Settings
  public var replays: [Replay] = []
  public var curves: [Curve] = []
  /// The one line that says what the result teaches.
  public var takeaway = ""

  public init(trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  public struct Trace: Codable, Equatable, Sendable {
    /// The file without its folder, or `stdin`.
    public var name: String
    /// Form, compression and columns, in words.
    public var form: String
    public var requests = 0
    public var objects = 0
    public var requestedBytes: Int64 = 0
    /// Bytes of all objects together.
    public var footprintBytes: Int64 = 0
    public var largestBytes: Int64 = 0
    /// Objects that are requested once.
    public var oneHitObjects = 0
    /// Requests whose size is not that of the object's request before.
    public var sizeChanges = 0
    /// Requests of 0 bytes that were left out.
    public var emptyRequests = 0
    /// Share of the objects that was kept.
    public var sampleRate = 1.0
    public var malformed = 0
    /// The first malformed lines or records.
    public var firstMalformed: [Malformed] = []

    public init(name: String, form: String) {
      self.name = name
      self.form = form
    }
  }

  public struct Malformed: Codable, Equatable, Sendable {
    /// `line 12` or `record 3`.
    public var place: String
    public var reason: String
    public var text: String

    public init(place: String, reason: String, text: String) {
      self.place = place
      self.reason = reason
      self.text = text
    }
  }

  public struct Settings: Codable, Equatable, Sendable {
    public var admission = "all"
    public var isCompatible = false
    /// Sizes of caches are in objects.
    public var ignoresSize = false
    public var warmUpRequests = 0

    public init() {}
  }

  /// One policy with one size.
  public struct Replay: Codable, Equatable, Sendable {
    public var policy: String
    public var title: String
    /// No policy can reach it: it knows the future, or has room for all.
    public var isBound = false
    /// In bytes, or in objects when sizes are ignored.
    public var capacity: Int64
    public var requests: Int64 = 0
    public var misses: Int64 = 0
    public var requestedBytes: Int64 = 0
    public var missedBytes: Int64 = 0
    public var bypassed: Int64 = 0
    public var evictions: Int64 = 0
    public var missRatio: Double = 0
    public var byteMissRatio: Double = 0

    public init(policy: String, title: String, capacity: Int64) {
      self.policy = policy
      self.title = title
      self.capacity = capacity
    }
  }

  public struct Curve: Codable, Equatable, Sendable {
    public struct Point: Codable, Equatable, Sendable {
      public var capacity: Int64
      public var missRatio: Double
      public var byteMissRatio: Double

      public init(capacity: Int64, missRatio: Double, byteMissRatio: Double) {
        self.capacity = capacity
        self.missRatio = missRatio
        self.byteMissRatio = byteMissRatio
      }
    }

    public var policy: String
    public var title: String
    public var isBound = false
    /// `exact`, `shards`, `shards-size` or `mini`.
    public var method: String
    /// Share of the objects that were looked at.
    public var rate: Double
    public var sampledObjects: Int
    /// Mean absolute error of the miss ratio, against the exact curve.
    public var measuredError: Double?
    /// The same, as the sample itself tells it.
    public var expectedError: Double?
    public var points: [Point] = []

    public init(policy: String, title: String, method: String, rate: Double, sampledObjects: Int) {
      self.policy = policy
      self.title = title
      self.method = method
      self.rate = rate
      self.sampledObjects = sampledObjects
    }
  }
}

extension CacheStudy {
  /// A size of a cache in words: `128 MiB`, `4,897 objects`.
  func words(_ capacity: Int64) -> String {
    settings.ignoresSize ? CacheStudy.counted(Int(capacity), "object") : Readable.bytes(Double(capacity))
  }

  /// The same for heads of columns and axes.
  func shortWords(_ capacity: Int64) -> String {
    settings.ignoresSize ? Readable.count(Double(capacity)) : Readable.bytes(Double(capacity))
  }

  /// Sizes of the replays, ascending.
  var capacities: [Int64] { Array(Set(replays.map(\.capacity))).sorted() }

  /// Replays policy by policy in the order in which they were asked for, sizes ascending.
  var byPolicy: [(title: String, isBound: Bool, replays: [Replay])] {
    var order: [String] = []
    for replay in replays where !order.contains(replay.policy) { order.append(replay.policy) }
    return order.map { policy in
      let own = replays.filter { $0.policy == policy }.sorted { $0.capacity < $1.capacity }
      return (own[0].title, own[0].isBound, own)
    }
  }

  /// `1 request`, `4,897 requests of 0 bytes`
  static func counted(_ count: Int, _ noun: String, of rest: String = "") -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")\(rest)"
  }

  /// `1,234,567`
  static func grouped(_ value: some BinaryInteger) -> String {
    var digits = Array(String(value))
    for position in stride(from: digits.count - 3, to: value < 0 ? 1 : 0, by: -3) { digits.insert(",", at: position) }
    return String(digits)
  }
}
