/// LIRS: objects of low inter-reference recency (LIR) own 99 % of the cache; the others (HIR) pass through a queue of 1
/// %. A stack orders objects and ghosts by their last request; an HIR object requested while in the stack becomes LIR,
/// and the LIR object at the bottom of the stack becomes HIR.
///
/// Jiang & Zhang, SIGMETRICS 2002. Cost amortised O(1) per access; 8 bytes per object and ghost beside the record. The
/// stack is limited to two capacities, and objects larger than the queue are not stored. `CompatibleLIRS` is
/// libCacheSim's form of it.
public struct LIRS<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// Bits of a mark. A record is in the stack, the queue or the ghosts, in the first and one of the others, or it is
  /// freed.
  private enum Place {
    static var stack: UInt32 { 1 }
    static var queue: UInt32 { 2 }
    static var ghosts: UInt32 { 4 }
    /// LIR; in the stack.
    static var low: UInt32 { 8 }
    /// HIR in the stack and said to be stored.
    static var resident: UInt32 { 16 }
  }

  private let capacityBytes: Int64
  private let lowLimit: UInt64
  private let highLimit: UInt64
  private var table: Table
  private var stack: RecencyStack
  /// HIR objects that are stored, and HIR objects in the stack that are not; both by age.
  private var queue = RecordQueue()
  private var ghosts = RecordQueue()
  private var lowBytes: UInt64 = 0
  private var lowCount = 0
  /// About to become LIR: stays in the stack while room is made.
  private var rising = Link.none
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    highLimit = max(1, UInt64(0.01 * Double(limits.capacityBytes)))
    lowLimit = UInt64(max(0, limits.capacityBytes - Int64(highLimit)))
    table = Table(limits)
    stack = RecencyStack(expectedObjects: limits.expectedObjects)
  }

  public var storedBytes: Int64 { Int64(bitPattern: lowBytes &+ highBytes) }
  public var storedObjects: Int { lowCount + queue.count }
  public var nextToLeave: Key? { queue.oldest == Link.none ? nil : table.records[Int(queue.oldest)].key }

  private var highBytes: UInt64 { UInt64(bitPattern: queue.bytes) }

  @inline(__always) private func mark(_ record: UInt32) -> UInt32 { table.records[Int(record)].mark }
  @inline(__always) private func bytes(_ record: UInt32) -> UInt64 { UInt64(table.records[Int(record)].sizeBytes) }
  @inline(__always) private func set(_ bits: UInt32, _ record: UInt32) { table.records[Int(record)].mark |= bits }
  @inline(__always) private func clear(_ bits: UInt32, _ record: UInt32) { table.records[Int(record)].mark &= ~bits }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let place = mark(record)
    if place & (Place.low | Place.resident | Place.queue) == 0 { return false }
    if place & Place.stack != 0 { stack.moveToTop(record) }
    if place & Place.queue != 0 { queue.moveToNewest(record, table.records) }
    if place & Place.low != 0 {
      prune()
    } else if place & Place.stack != 0 {
      promote(record)
    } else {
      stack.push(record, table.records)
      set(Place.stack | Place.resident, record)
      // After removals no LIR object may be left below it.
      prune()
    }
    if table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    limitStack()
    return true
  }

  /// HIR in the stack becomes LIR.
  private mutating func promote(_ record: UInt32) {
    if mark(record) & Place.queue != 0 {
      queue.remove(record, table.records)
      clear(Place.queue, record)
    }
    makeLow(record)
  }

  private mutating func makeLow(_ record: UInt32) {
    rising = record
    while lowBytes &+ bytes(record) > lowLimit { demote() }
    rising = Link.none
    clear(Place.resident, record)
    set(Place.low, record)
    lowBytes &+= bytes(record)
    lowCount += 1
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let ghost = table.find(request.key)
    let isStored = ghost == Link.none ? insertNew(request) : welcomeBack(ghost, sizeBytes: request.sizeBytes)
    limitStack()
    return isStored
  }

  /// Its last request is recent enough: a ghost becomes LIR.
  private mutating func welcomeBack(_ ghost: UInt32, sizeBytes: UInt32) -> Bool {
    stack.moveToTop(ghost)
    stack.resize(ghost, to: sizeBytes, table.records)
    ghosts.resize(ghost, to: sizeBytes, table.records)
    if UInt64(sizeBytes) > min(lowLimit, highLimit) { return false }
    forget(ghost)
    makeLow(ghost)
    return true
  }

  private mutating func insertNew(_ request: CacheRequest<Key>) -> Bool {
    let sizeBytes = UInt64(request.sizeBytes)
    if sizeBytes > min(lowLimit, highLimit) { return false }
    let isLow = lowBytes &+ sizeBytes <= lowLimit
    if !isLow {
      while highBytes &+ sizeBytes > highLimit { evictHigh() }
    }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    stack.push(record, table.records)
    set(Place.stack, record)
    if isLow {
      makeLow(record)
    } else {
      set(Place.queue | Place.resident, record)
      queue.append(record, table.records)
    }
    return true
  }

  /// The LIR object at the bottom of the stack becomes the newest HIR object.
  private mutating func demote() {
    let record = stack.bottom
    lowBytes &-= bytes(record)
    lowCount -= 1
    stack.remove(record, table.records)
    clear(Place.stack | Place.low, record)
    while highBytes &+ bytes(record) > highLimit { evictHigh() }
    set(Place.queue, record)
    queue.append(record, table.records)
    prune()
  }

  /// The oldest HIR object leaves; in the stack it stays as a ghost.
  private mutating func evictHigh() {
    let record = queue.oldest
    queue.remove(record, table.records)
    clear(Place.queue | Place.resident, record)
    evictions &+= 1
    if mark(record) & Place.stack != 0 {
      set(Place.ghosts, record)
      ghosts.append(record, table.records)
    } else {
      table.remove(record)
    }
  }

  /// Until the bottom of the stack is LIR, or becomes it.
  private mutating func prune() {
    while stack.bottom != Link.none && stack.bottom != rising && mark(stack.bottom) & Place.low == 0 {
      let record = stack.bottom
      forget(record)
      stack.remove(record, table.records)
      clear(Place.stack | Place.resident, record)
      if mark(record) == 0 { table.remove(record) }
    }
  }

  private mutating func forget(_ record: UInt32) {
    if mark(record) & Place.ghosts == 0 { return }
    ghosts.remove(record, table.records)
    clear(Place.ghosts, record)
  }

  private mutating func limitStack() {
    while stack.bytes > 2 &* capacityBytes && ghosts.count > 0 { drop(ghosts.oldest) }
  }

  /// Takes a record out of everything.
  private mutating func drop(_ record: UInt32) {
    forget(record)
    if mark(record) & Place.queue != 0 { queue.remove(record, table.records) }
    if mark(record) & Place.stack != 0 { stack.remove(record, table.records) }
    let wasLow = mark(record) & Place.low != 0
    if wasLow {
      lowBytes &-= bytes(record)
      lowCount -= 1
    }
    table.remove(record)
    if wasLow { prune() }
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    let place = mark(record)
    if place & Place.low != 0 { lowBytes &+= UInt64(sizeBytes) &- bytes(record) }
    if place & Place.stack != 0 { stack.resize(record, to: sizeBytes, table.records) }
    if place & Place.queue != 0 { queue.resize(record, to: sizeBytes, table.records) }
    table.records[Int(record)].sizeBytes = sizeBytes
    if UInt64(sizeBytes) > min(lowLimit, highLimit) {
      drop(record)
      evictions &+= 1
    }
    while lowBytes > lowLimit { demote() }
    while highBytes > highLimit { evictHigh() }
  }

  public mutating func remove(_ key: Key) -> Bool {
    let record = table.find(key)
    if record == Link.none { return false }
    let isStored = mark(record) & (Place.low | Place.queue) != 0
    drop(record)
    return isStored
  }

  public mutating func holds(_ key: Key) -> Bool {
    let record = table.find(key)
    return record != Link.none && mark(record) & (Place.low | Place.queue) != 0
  }

  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    queue.checkInvariants(table.records) { $0 & Place.queue != 0 && $0 & (Place.low | Place.ghosts) == 0 }
    ghosts.checkInvariants(table.records) { $0 == Place.ghosts | Place.stack }
    let members = stack.checkInvariants(table.records, low: Place.low, stack: Place.stack, others: Place.queue)
    precondition(members.lowBytes == Int64(bitPattern: lowBytes) && members.low == lowCount, "LIR bytes are wrong")
    precondition(stack.bottom == Link.none || mark(stack.bottom) & Place.low != 0, "the bottom of the stack is HIR")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    let held = members.count + queue.count - members.others
    precondition(held == table.count, "\(table.count) records for \(held) objects and ghosts")
    table.checkInvariants()
  }
}

extension LIRS: @unchecked Sendable {}
