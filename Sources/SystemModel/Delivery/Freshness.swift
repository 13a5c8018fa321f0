import Simulator
import Workloads

/// What an image's address promises.
public enum URLMode: String, CaseIterable, Sendable {
  /// The address names the bytes: an edited photo has a new address, and a copy never expires.
  case contentAddressed
  /// The address names the photo: a copy is asked after once it is older than its time to live.
  case mutable
}

/// Addresses of images, and how often their photos change.
public struct URLParameters: ParameterSet, Equatable {
  public var mode = URLMode.contentAddressed
  public var timeToLive = SimDuration.minutes(10)
  /// Zero: photos never change.
  public var editInterval = SimDuration.zero

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .choice(
      "mode", \.mode, "Addresses that name the bytes and never expire, or the photo, with a time to live.",
      source: "content-addressed as the platform's design states"),
    .duration(
      "timeToLive", \.timeToLive, .zero ... .days(365), "Age at which a copy under a mutable address is asked after.",
      source: "assumed: minutes, so that edits are seen"),
    .duration(
      "editInterval", \.editInterval, .zero ... .days(365),
      "Time between two changes of a photo (crop, blur, re-encoding); 0 s for never.",
      source: "assumed: photos do not change"),
  ]
}

/// Versions of photos: each changes once in every interval, at a moment of its own.
struct PhotoVersions: Sendable {
  private let interval: Int64
  private let draws: Draws

  init(_ parameters: URLParameters, draws: Draws) {
    interval = parameters.editInterval.nanoseconds
    self.draws = draws.purpose("photo.edit")
  }

  /// Number of the version at `time`, rising; 0 for ever when photos never change.
  func version(of post: PostID, at time: SimTime) -> Int64 {
    if interval == 0 { return 0 }
    let elapsed = time.nanoseconds + Int64(draws.index(UInt64(interval), post.value))
    return elapsed >= 0 ? elapsed / interval : -((interval - 1 - elapsed) / interval)
  }
}

/// When each copy of a cache was last known to be true, to the millisecond; only under mutable addresses.
struct FreshnessTable: ~Copyable {
  private var checkedAt = FlatMap()

  /// `.distantPast` for a copy that nobody told about.
  func checkedAt(_ key: UInt64) -> SimTime {
    guard let stored = checkedAt.find(key) else { return .distantPast }
    return SimTime(nanoseconds: (Int64(stored) - 0x8000_0000) * 1_000_000)
  }

  /// Whether what is known of the key came by `now`, and less than `age` before.
  func isYounger(than age: SimDuration, _ key: UInt64, at now: SimTime) -> Bool {
    let known = checkedAt(key)
    return known <= now && now - known < age
  }

  /// The copy is gone.
  mutating func forget(_ key: UInt64) { checkedAt.remove(key) }

  mutating func set(_ key: UInt64, _ time: SimTime) {
    let milliseconds = max(-0x8000_0000, min(time.nanoseconds / 1_000_000, 0x7FFF_FFFE))
    checkedAt.insert(key, UInt32(milliseconds + 0x8000_0000))
  }
}
