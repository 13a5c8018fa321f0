/// A post or a story: author in the top 32 bits, the author's ordinal below.
///
/// Ordinals of the run have their top bit set, those of the back catalogue do not; bit 30 marks stories. Ids of one
/// author's run grow with time; ids of the back catalogue identify, they do not order.
public struct PostID: Hashable, Comparable, Sendable {
  public var value: UInt64

  @inlinable public init(_ value: UInt64) { self.value = value }

  @inlinable init(author: UserID, catalogueOrdinal: UInt32) {
    value = UInt64(author.value) << 32 | UInt64(catalogueOrdinal)
  }

  /// The author's post number `ordinal` (below 2³⁰) of the run.
  @inlinable public static func run(author: UserID, ordinal: UInt32) -> PostID {
    precondition(ordinal < storyBit, "an author posts fewer than 2³⁰ times in a run, got ordinal \(ordinal)")
    return PostID(author: author, catalogueOrdinal: runBit | ordinal)
  }

  /// The author's story number `ordinal` (below 2³⁰) of the run.
  @inlinable public static func runStory(author: UserID, ordinal: UInt32) -> PostID {
    precondition(ordinal < storyBit, "an author posts fewer than 2³⁰ stories in a run, got ordinal \(ordinal)")
    return PostID(author: author, catalogueOrdinal: runBit | storyBit | ordinal)
  }

  @inlinable public var author: UserID { UserID(UInt32(truncatingIfNeeded: value >> 32)) }
  @inlinable public var isOfRun: Bool { value & UInt64(PostID.runBit) != 0 }
  @inlinable public var isStory: Bool { value & UInt64(PostID.storyBit) != 0 }
  /// Ordinal without its two marks.
  @inlinable public var ordinal: UInt32 { UInt32(truncatingIfNeeded: value) & (PostID.storyBit - 1) }

  @inlinable public static func < (a: PostID, b: PostID) -> Bool { a.value < b.value }

  @usableFromInline static var runBit: UInt32 { 1 << 31 }
  @usableFromInline static var storyBit: UInt32 { 1 << 30 }
}
