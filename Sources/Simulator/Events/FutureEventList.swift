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
}

extension FutureEventList {
  @inlinable public mutating func upcoming(_ distance: Int) -> EventNotice? { nil }
}
