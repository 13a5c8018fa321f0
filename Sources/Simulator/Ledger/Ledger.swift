/// Why a request's clock ran.
public enum TimeKind: UInt8, CaseIterable, Sendable, Codable {
  case queueing, service, lockWait, network, backOff
}

/// Where a request's time went along its critical path: nanoseconds by (component, kind).
///
/// The entries sum to the request's latency exactly. At most `capacity` distinct (component, kind) pairs; more is a bug of
/// the model and traps. Each entry packs component (8 bits), kind (8 bits) and nanoseconds (48 bits, up to 78 hours).
public struct BoundedLedger<let capacity: Int>: Sendable {
  @usableFromInline var entries: InlineArray<capacity, UInt64> = InlineArray(repeating: 0)
  @usableFromInline var entryCount: UInt8 = 0

  @inlinable public init() {}

  @inlinable public mutating func clear() { entryCount = 0 }

  @inlinable public mutating func add(_ component: UInt8, _ kind: TimeKind, _ span: SimDuration) {
    if span.nanoseconds == 0 { return }
    assert(span.nanoseconds > 0, "time in a ledger is not negative")
    addPacked(tag: UInt64(component) << 8 | UInt64(kind.rawValue), nanoseconds: UInt64(bitPattern: span.nanoseconds))
  }

  /// Appends the critical branch of a fork at its join; the branch stays as it is.
  @inlinable public mutating func add<let others: Int>(_ branch: inout BoundedLedger<others>) {
    for index in 0..<Int(branch.entryCount) {
      let packed = branch.entries[index]
      addPacked(tag: packed >> 48, nanoseconds: packed & 0xFFFF_FFFF_FFFF)
    }
  }

  @usableFromInline mutating func addPacked(tag: UInt64, nanoseconds: UInt64) {
    for index in 0..<Int(entryCount) where entries[index] >> 48 == tag {
      entries[index] &+= nanoseconds
      return
    }
    precondition(Int(entryCount) < capacity, "a ledger holds at most \(capacity) (component, kind) pairs")
    entries[Int(entryCount)] = tag << 48 | nanoseconds
    entryCount += 1
  }

  /// Sum over the entries; `mutating` keeps the compiler from copying them.
  public var total: SimDuration {
    mutating get {
      var sum: Int64 = 0
      for index in 0..<Int(entryCount) { sum += Int64(entries[index] & 0xFFFF_FFFF_FFFF) }
      return SimDuration(nanoseconds: sum)
    }
  }

  /// Distinct (component, kind) pairs so far.
  @inlinable public var count: Int { Int(entryCount) }

  /// Entry `index` in one word, in the order in which the request first met them; `mutating` as `total`.
  @inlinable public mutating func packedEntry(_ index: Int) -> UInt64 { entries[index] }
}

/// The ledger of a whole request.
public typealias Ledger = BoundedLedger<24>

/// Time of one kind at one component.
public struct LedgerEntry: Sendable {
  public var component: UInt8
  public var kind: TimeKind
  public var nanoseconds: Int64

  /// Of `packedEntry`.
  @inlinable public init(packed: UInt64) {
    component = UInt8(packed >> 56)
    kind = TimeKind(rawValue: UInt8(truncatingIfNeeded: packed >> 48))!
    nanoseconds = Int64(packed & 0xFFFF_FFFF_FFFF)
  }
}
