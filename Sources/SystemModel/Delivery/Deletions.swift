import Glibc
import Simulator
import Workloads

/// Photos that are deleted or taken down while feeds still list them.
public struct DeletionParameters: ParameterSet, Equatable {
  /// Zero: photos live for ever.
  public var meanLifetime = SimDuration.zero
  public var purgeDelay = SimDuration.seconds(5)
  public var negativeTimeToLive = SimDuration.zero

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .duration(
      "meanLifetime", \.meanLifetime, .zero ... .days(36_500),
      "Mean time, from the start of the run, until a photo is deleted or taken down; 0 s for never.",
      source: "assumed: never; 25 % go within a year (Haystack, OSDI 2010, §3.6), a mean of 3.5 years"),
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
    meanNanoseconds = Double(parameters.meanLifetime.nanoseconds)
    isActive = meanNanoseconds > 0
    self.draws = draws.purpose("photo.deletion")
  }

  /// `.distantFuture` for a photo that outlives the run by far.
  func deletedAt(_ post: PostID) -> SimTime {
    let nanoseconds = -log(draws.unit(post.value)) * meanNanoseconds
    return nanoseconds < 9e17 ? SimTime(nanoseconds: Int64(nanoseconds)) : .distantFuture
  }
}
