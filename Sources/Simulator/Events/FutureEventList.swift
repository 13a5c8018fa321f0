/// Pending events in (time, sequence) order. Sequences are unique; no event is inserted before the last one popped.
///
/// A list may own memory that a copy would share: only its kernel holds it, and nothing copies it.
/// Hold cost at 10² … 10⁷ pending is printed by `Benchmarks/`; see docs/performance.md.
public protocol FutureEventList {
  init()
  var count: Int { get }
  mutating func insert(_ notice: EventNotice)
  /// Removes and returns the first event strictly before `limit`; nil when there is none.
  mutating func popFirst(before limit: SimTime) -> EventNotice?
  /// The event that `distance` others precede, if the list happens to know; a hint to fetch memory early. Changes nothing
  /// (`mutating` keeps the compiler from copying the list).
  mutating func upcoming(_ distance: Int) -> EventNotice?
  /// Events are taken in batches, and a new one has been begun since `takeFollowing` was last called.
  var hasNewFront: Bool { get }
  /// Some of the events that will be the next batch, in no order; good until the list changes. A hint as `upcoming` is.
  mutating func takeFollowing() -> UnsafeBufferPointer<EventNotice>
}

extension FutureEventList {
  @inlinable public mutating func upcoming(_ distance: Int) -> EventNotice? { nil }
  @inlinable public var hasNewFront: Bool { false }
  @inlinable public mutating func takeFollowing() -> UnsafeBufferPointer<EventNotice> { .init(start: nil, count: 0) }
}
