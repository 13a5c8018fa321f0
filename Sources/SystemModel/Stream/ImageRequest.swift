import Simulator
import Workloads

/// An image that a phone shows: one request of the platform's image stream, which the phone's own cache sees first.
public struct ImageRequest: Sendable, Equatable {
  /// Where on the phone an image appears.
  public enum Surface: UInt8, CaseIterable, Sendable {
    case feed, profile, full
  }

  public var time: SimTime
  /// The photo in this size, as caches know it.
  public var key: UInt64
  public var sizeBytes: UInt32
  public var post: PostID
  public var viewer: UserID
  /// Number of the viewer's PoP, over all regions.
  public var pop: UInt16
  public var surface: Surface
  /// The phone has it, so the edge is not asked.
  public var isOnPhone: Bool
}
