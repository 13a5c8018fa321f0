/// LIRS as libCacheSim 0.3.5 computes it, slip by slip: for `--compatible` only. `LIRS` is the policy.
///
/// There, a hit in the queue outside the stack demotes LIR objects as if the object became one. That may push the
/// object itself out of the queue; it stays in the stack, its next request is a hit, and its bytes are not counted.
/// Then the bottom of the stack may be HIR, demoted like LIR, and a key may lie twice in the queue. Sizes are of the
/// copies, and room is made for the request's size. Seen in a cache of 2 by A B B A C A: the last request hits here,
/// though A's bytes made room for C, and misses in `LIRS`.
public struct CompatibleLIRS<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// Bits of the mark of a copy in the stack.
  private enum Bit {
    static var low: UInt32 { 1 }
    static var resident: UInt32 { 2 }
  }

  private let capacityBytes: Int64
  private let lowLimit: UInt64
  private let highLimit: UInt64
  private var stack: Shelf<Table>
  private var queue: Shelf<Table>
  private var ghosts: Shelf<Table>
  private var lowBytes: UInt64 = 0
  public private(set) var storedBytes: Int64 = 0
  public private(set) var storedObjects = 0
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    highLimit = max(1, UInt64(0.01 * Double(limits.capacityBytes)))
    lowLimit = UInt64(max(0, limits.capacityBytes - Int64(highLimit)))
    stack = Shelf(limits)
    queue = Shelf(limits)
    ghosts = Shelf(limits)
  }

  public var nextToLeave: Key? { queue.queue.oldest == Link.none ? nil : queue[queue.queue.oldest].key }

  private var highBytes: UInt64 { UInt64(bitPattern: queue.queue.bytes) }
  private func stackBytes(_ copy: UInt32) -> UInt64 { UInt64(stack[copy].sizeBytes) }
  private func isGhost(_ copy: UInt32) -> Bool {
    copy != Link.none && stack[copy].mark & (Bit.low | Bit.resident) == 0
  }

  public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let inStack = stack.find(request.key)
    if inStack != Link.none { stack.moveToNewest(inStack) }
    let inQueue = queue.find(request.key)
    if inQueue != Link.none { queue.moveToNewest(inQueue) }
    if inStack == Link.none {
      if inQueue == Link.none { return false }
      pushOntoStack(inQueue)
    } else if stack[inStack].mark & Bit.low != 0 {
      prune()
    } else if stack[inStack].mark & Bit.resident != 0 {
      promote(inStack, inQueue)
    } else {
      return false
    }
    limitStack()
    return true
  }

  private mutating func promote(_ inStack: UInt32, _ inQueue: UInt32) {
    if inQueue != Link.none {
      count(-Int64(queue[inQueue].sizeBytes), objects: -1)
      queue.remove(inQueue)
    }
    while lowBytes &+ stackBytes(inStack) > lowLimit && demote() {}
    makeLow(inStack)
  }

  private mutating func makeLow(_ copy: UInt32) {
    stack[copy].mark |= Bit.low | Bit.resident
    lowBytes &+= stackBytes(copy)
    count(Int64(stackBytes(copy)), objects: 1)
  }

  private mutating func count(_ bytes: Int64, objects: Int) {
    storedBytes &+= bytes
    storedObjects += objects
  }

  private mutating func pushOntoStack(_ inQueue: UInt32) {
    let object = queue[inQueue]
    // Read again each time, also when the copy has left and its memory holds the next one.
    while lowBytes &+ UInt64(queue[inQueue].sizeBytes) > lowLimit && demote() {}
    stack.insert(object.key, sizeBytes: object.sizeBytes, mark: Bit.resident)
  }

  public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    defer { limitStack() }
    let sizeBytes = UInt64(request.sizeBytes)
    if Int64(sizeBytes) > capacityBytes { return false }
    let ghost = stack.find(request.key)
    if isGhost(ghost) {
      while lowBytes &+ stackBytes(ghost) > lowLimit && demote() {}
      ghosts.removeLatest(request.key)
    } else {
      if sizeBytes > lowLimit || sizeBytes > highLimit { return false }
      if lowBytes &+ sizeBytes > lowLimit {
        while highBytes &+ sizeBytes > highLimit && evictHigh() {}
      }
    }
    while storedBytes &+ Int64(sizeBytes) > capacityBytes && makeRoom(request) {}
    store(request)
    return true
  }

  /// False when nothing changes, where libCacheSim would go on for ever.
  private mutating func makeRoom(_ request: CacheRequest<Key>) -> Bool {
    let inStack = stack.find(request.key)
    if isGhost(inStack) {
      while highBytes >= highLimit && evictHigh() {}
      return demote()
    }
    let sizeBytes = UInt64(request.sizeBytes)
    let isFull = lowBytes &+ sizeBytes > lowLimit && highBytes &+ sizeBytes > highLimit
    return inStack == Link.none && queue.find(request.key) == Link.none && isFull && evictHigh()
  }

  private mutating func store(_ request: CacheRequest<Key>) {
    let inStack = stack.find(request.key)
    if isGhost(inStack) {
      makeLow(inStack)
    } else if inStack == Link.none && queue.find(request.key) == Link.none {
      let sizeBytes = UInt64(request.sizeBytes)
      let isLow = lowBytes &+ sizeBytes <= lowLimit
      stack.insert(request.key, sizeBytes: request.sizeBytes, mark: isLow ? Bit.low | Bit.resident : Bit.resident)
      if isLow { lowBytes &+= sizeBytes } else { queue.insert(request.key, sizeBytes: request.sizeBytes, mark: 0) }
      count(Int64(sizeBytes), objects: 1)
    }
  }

  /// The bottom of the stack, LIR or not, becomes the newest of the queue. False: there is none.
  private mutating func demote() -> Bool {
    let bottom = stack.queue.oldest
    if bottom == Link.none { return false }
    let object = stack[bottom]
    lowBytes &-= UInt64(object.sizeBytes)
    stack.remove(bottom)
    count(-Int64(object.sizeBytes), objects: -1)
    if UInt64(object.sizeBytes) <= highLimit {
      while highBytes &+ UInt64(object.sizeBytes) > highLimit && evictHigh() {}
      queue.insert(object.key, sizeBytes: object.sizeBytes, mark: 0)
      count(Int64(object.sizeBytes), objects: 1)
    }
    prune()
    return true
  }

  /// False: the queue is empty.
  private mutating func evictHigh() -> Bool {
    let oldest = queue.queue.oldest
    if oldest == Link.none { return false }
    let object = queue[oldest]
    queue.remove(oldest)
    evictions &+= 1
    count(-Int64(object.sizeBytes), objects: -1)
    let inStack = stack.find(object.key)
    if inStack != Link.none {
      stack[inStack].mark &= ~Bit.resident
      ghosts.insert(object.key, sizeBytes: object.sizeBytes, mark: 0)
    }
    return true
  }

  private mutating func prune() {
    while stack.queue.oldest != stack.queue.newest {
      let bottom = stack.queue.oldest
      if stack[bottom].mark & Bit.low != 0 { return }
      if stack[bottom].mark & Bit.resident == 0 { ghosts.removeLatest(stack[bottom].key) }
      stack.remove(bottom)
    }
  }

  private mutating func limitStack() {
    while stack.queue.bytes > 2 &* capacityBytes && ghosts.queue.oldest != Link.none {
      let oldest = ghosts.queue.oldest
      stack.removeLatest(ghosts[oldest].key)
      ghosts.remove(oldest)
    }
  }

  /// Takes out every copy.
  public mutating func remove(_ key: Key) -> Bool {
    let isStored = holds(key)
    let inStack = stack.find(key)
    if inStack != Link.none {
      if stack[inStack].mark & Bit.low != 0 {
        lowBytes &-= stackBytes(inStack)
        count(-Int64(stackBytes(inStack)), objects: -1)
      }
      stack.remove(inStack)
    }
    while case let copy = queue.find(key), copy != Link.none {
      count(-Int64(queue[copy].sizeBytes), objects: -1)
      queue.remove(copy)
    }
    while ghosts.find(key) != Link.none { ghosts.removeLatest(key) }
    prune()
    return isStored
  }

  public mutating func holds(_ key: Key) -> Bool {
    let inStack = stack.find(key)
    return inStack == Link.none ? queue.find(key) != Link.none : !isGhost(inStack)
  }

  @inline(__always) public func prefetchPlace(_ key: Key) { stack.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { stack.prefetchRecord(key) }

  public func checkInvariants() {
    stack.checkInvariants()
    queue.checkInvariants()
    ghosts.checkInvariants()
  }
}

extension CompatibleLIRS: @unchecked Sendable {}
