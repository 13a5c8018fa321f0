import Simulator
import Workloads

/// What timeline reads returned, for tests that compare both ways of keeping timelines id for id.
public final class TimelineReadLog: @unchecked Sendable {
  public struct Read: Equatable, Sendable {
    public var viewer: UserID
    public var at: SimTime
    public var computed: [PostID]
    public var materialised: [PostID]
  }

  public private(set) var reads: [Read] = []

  public init() {}

  func record(_ viewer: UserID, _ at: SimTime, computed: [PostID], materialised: [PostID]) {
    reads.append(Read(viewer: viewer, at: at, computed: computed, materialised: materialised))
  }
}
