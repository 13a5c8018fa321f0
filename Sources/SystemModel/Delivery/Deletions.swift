import Glibc
import Simulator
import Workloads

/// Photos that are deleted or taken down while feeds still list them.
public struct DeletionParameters: ParameterSet, Equatable {
  /// Share of all photos that go in an hour.
  public var perHour = 0.0
  public var purgeDelay = SimDuration.seconds(5)
  public var negativeTimeToLive = SimDuration.zero

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .fraction(
      "perHour", \.perHour, 0...1, "Share of photos deleted or taken down per hour of the run.",
      source: "assumed: none; 25 % a year are (Haystack, OSDI 2010, §3.6), 0.003 % an hour"),
    .duration(
      "purgeDelay", \.purgeDelay, .zero ... .days(1), "From the deletion until no cache serves the photo any more.",
      source: "assumed: seconds for a purge to reach all PoPs"),
    .duration(
      "negativeTimeToLive", \.negativeTimeToLive, .zero ... .days(1),
      "How long a cache remembers that an object is gone; 0 s: each request asks the store again.",
      source: "assumed: off"),
  ]
}

/// When photos are deleted: each at a moment of its own, exponential from the start of the run.
struct PhotoDeletions: Sendable {
  private let meanNanoseconds: Double
  private let draws: Draws
  let isActive: Bool

  init(_ parameters: DeletionParameters, draws: Draws) {
    isActive = parameters.perHour > 0
    let rate = -log1p(-min(parameters.perHour, 0.999_999))
    meanNanoseconds = isActive ? 3.6e12 / rate : .infinity
    self.draws = draws.purpose("photo.deletion")
  }

  /// `.distantFuture` for a photo that outlives the run by far.
  func deletedAt(_ post: PostID) -> SimTime {
    let nanoseconds = -log(draws.unit(post.value)) * meanNanoseconds
    return nanoseconds < 9e17 ? SimTime(nanoseconds: Int64(nanoseconds)) : .distantFuture
  }
}
