/// What expires, and when: 16 bytes. An entry is in an index once.
public struct ExpiryEntry: Equatable, Comparable, Sendable {
  public var due: SimTime
  public var key: UInt64

  public init(due: SimTime, key: UInt64) {
    self.due = due
    self.key = key
  }

  @inlinable public static func < (a: ExpiryEntry, b: ExpiryEntry) -> Bool {
    a.due != b.due ? a.due < b.due : a.key < b.key
  }
}

/// Entries that wait for their instant and are then given out in batches.
///
/// An entry comes due at the first multiple of `granularity` at or after its instant: that is the precision. Batches follow
/// those multiples; in what order those of one multiple come is the index's own. Instants before zero count as zero.
public protocol ExpiryIndex: ~Copyable {
  var granularity: SimDuration { get }
  /// Entries that wait, due or not.
  var count: Int { get }
  /// Memory in use.
  var bytes: Int { get }

  /// Returns the ticket by which the entry can be cancelled.
  mutating func insert(_ entry: ExpiryEntry) -> UInt64

  /// Takes an entry out before it is given out; false when it is not there any more.
  mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool

  /// Takes out entries that are due at `now`, which never goes back, as many as the batch has room for; returns how many.
  mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int

  /// Traps when the structure contradicts itself; for tests.
  func checkInvariants()
}
