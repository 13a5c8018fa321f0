/// One object of a table: 24 bytes with 64-bit keys, 20 with 32-bit ones. Links are numbers of records.
public struct CachedObject<Key: CacheKey>: BitwiseCopyable, Sendable {
  public var key: Key
  public var sizeBytes: UInt32
  /// Neighbour towards the newest end of its queue, or the next free record.
  public var newer: UInt32
  public var older: UInt32
  /// What the policy remembers: bits, a count, a queue, or that this is a ghost.
  public var mark: UInt32

  @inlinable @inline(__always) public init(key: Key, sizeBytes: UInt32) {
    self.key = key
    self.sizeBytes = sizeBytes
    newer = Link.none
    older = Link.none
    mark = 0
  }
}

/// A link names a record of a table by its number.
public enum Link {
  /// The end of a queue, or a key that is not in the table.
  @inlinable @inline(__always) public static var none: UInt32 { .max }
}
