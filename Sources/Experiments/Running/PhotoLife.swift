import Reports
import Scenarios
import Simulator
import SystemModel

/// The life of one photo of a scenario: the first one that is pushed to a follower and shown during the run.
public enum PhotoLife {
  /// Hops in order of time, and whose photo it is; nil when no follower was shown a pushed photo of the run.
  ///
  /// Runs twice: first to find the photo, then to follow it from the camera on.
  public static func hops(of variant: ScenarioVariant, progress: (SimTime) -> Void) -> (
    title: String, hops: [TraceHop]
  )? {
    let scout = PhotoTrace()
    follow(scout, variant, progress)
    guard let post = scout.post else { return nil }
    let trace = PhotoTrace(following: post)
    let run = follow(trace, variant, progress)
    let title = "The life of photo \(post.ordinal) by \(run.name(of: post.author))"
    return (title, trace.hops.map { TraceHop(at: $0.at, place: $0.place, event: $0.event) })
  }

  @discardableResult
  private static func follow(_ trace: PhotoTrace, _ variant: ScenarioVariant, _ progress: (SimTime) -> Void)
    -> PlatformRun
  {
    let run = PlatformRun(variant.platformInputs, seed: UInt64(variant.parameters.run.seed))
    run.follow(trace)
    run.prepare()
    run.run { time in
      progress(time)
      return !trace.isShown
    }
    return run
  }
}
