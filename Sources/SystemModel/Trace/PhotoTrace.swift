import Simulator
import Workloads

/// The life of one photo: what happened to it where, in every region. For one thread.
public final class PhotoTrace: @unchecked Sendable {
  public struct Hop: Sendable, Equatable {
    public var at: SimTime
    public var place: String
    public var event: String
  }

  /// The photo that is followed; without one, the first pushed photo of the run that a follower is shown.
  public private(set) var post: PostID?
  public private(set) var hops: [Hop] = []
  /// Whether a follower has seen it.
  public private(set) var isShown = false

  public init(following post: PostID? = nil) { self.post = post }

  func note(_ subject: PostID, _ region: Int, _ component: Component, _ event: String, at now: SimTime) {
    if subject != post || isShown { return }
    hops.append(Hop(at: now, place: "\(component.name), \(Geography.regionNames[region])", event: event))
  }

  /// A follower's screen shows it, pushed through a timeline.
  func shown(_ subject: PostID, _ region: Int, at now: SimTime) {
    if post == nil { post = subject }
    note(subject, region, .phone, "shown on a follower's screen", at: now)
    if subject == post { isShown = true }
  }
}

extension RegionalPlatform {
  /// Tells the trace, if there is one, that something happened to a post.
  mutating func note(_ post: PostID, _ component: Component, _ event: @autoclosure () -> String, at now: SimTime) {
    if let trace, trace.post == post { trace.note(post, region, component, event(), at: now) }
  }
}
