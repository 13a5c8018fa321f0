/// A cache of 64-bit keys whose policy is chosen at run time: what edges and shields hold.
///
/// The policy lies in memory of the cache's own, so that an access changes it in place; one switch leads to code that
/// is compiled for it. Belady's policy is not for it: nobody knows the future.
public struct Cache: ~Copyable {
  enum Policy {
    case fifo(UnsafeMutablePointer<FIFO<HashedTable>>)
    case lru(UnsafeMutablePointer<LRU<HashedTable>>)
    case clock(UnsafeMutablePointer<CLOCK<HashedTable>>)
    case sieve(UnsafeMutablePointer<SIEVE<HashedTable>>)
    case s3fifo(UnsafeMutablePointer<S3FIFO<HashedTable>>)
    case lfu(UnsafeMutablePointer<LFU<HashedTable>>)
    case slru(UnsafeMutablePointer<SLRU<HashedTable>>)
    case s4lru(UnsafeMutablePointer<S4LRU<HashedTable>>)
    case twoQ(UnsafeMutablePointer<TwoQ<HashedTable>>)
    case arc(UnsafeMutablePointer<ARC<HashedTable>>)
    case lirs(UnsafeMutablePointer<LIRS<HashedTable>>)
    case lruK(UnsafeMutablePointer<LRUK<HashedTable>>)
    case gdsf(UnsafeMutablePointer<GDSF<HashedTable>>)
    case wTinyLFU(UnsafeMutablePointer<WTinyLFU<HashedTable>>)
    case hyperbolic(UnsafeMutablePointer<Hyperbolic<HashedTable>>)
    case infinite(UnsafeMutablePointer<Infinite<HashedTable>>)
  }

  let policy: Policy
  private let rule: ChosenRule<HashedTable>

  public init(_ name: PolicyName, _ limits: CacheLimits, admission: AdmissionName = .all) {
    rule = ChosenRule(admission, limits)
    switch name {
    case .fifo: policy = .fifo(placed(FIFO(limits)))
    case .lru: policy = .lru(placed(LRU(limits)))
    case .clock: policy = .clock(placed(CLOCK(limits)))
    case .sieve: policy = .sieve(placed(SIEVE(limits)))
    case .s3fifo: policy = .s3fifo(placed(S3FIFO(limits)))
    case .lfu: policy = .lfu(placed(LFU(limits)))
    case .slru: policy = .slru(placed(SLRU(limits)))
    case .s4lru: policy = .s4lru(placed(S4LRU(limits)))
    case .twoQ: policy = .twoQ(placed(TwoQ(limits)))
    case .arc: policy = .arc(placed(ARC(limits)))
    case .lirs: policy = .lirs(placed(LIRS(limits)))
    case .lruK: policy = .lruK(placed(LRUK(limits)))
    case .gdsf: policy = .gdsf(placed(GDSF(limits)))
    case .wTinyLFU: policy = .wTinyLFU(placed(WTinyLFU(limits)))
    case .hyperbolic: policy = .hyperbolic(placed(Hyperbolic(limits)))
    case .infinite: policy = .infinite(placed(Infinite(limits)))
    case .belady: preconditionFailure("Belady's policy needs the future")
    }
  }

  deinit {
    switch policy {
    case .fifo(let place): free(place)
    case .lru(let place): free(place)
    case .clock(let place): free(place)
    case .sieve(let place): free(place)
    case .s3fifo(let place): free(place)
    case .lfu(let place): free(place)
    case .slru(let place): free(place)
    case .s4lru(let place): free(place)
    case .twoQ(let place): free(place)
    case .arc(let place): free(place)
    case .lirs(let place): free(place)
    case .lruK(let place): free(place)
    case .gdsf(let place): free(place)
    case .wTinyLFU(let place): free(place)
    case .hyperbolic(let place): free(place)
    case .infinite(let place): free(place)
    }
  }

  /// Looks the object up, and stores it on a miss if rule and policy do.
  public mutating func access(_ request: CacheRequest<UInt64>) -> CacheOutcome {
    if rule.admitsAll { return accessAdmittingAll(request) }
    if find(request) { return .hit }
    return insert(request) ? .admitted : .bypassed
  }

  private mutating func accessAdmittingAll(_ request: CacheRequest<UInt64>) -> CacheOutcome {
    switch policy {
    case .fifo(let place): place.pointee.access(request)
    case .lru(let place): place.pointee.access(request)
    case .clock(let place): place.pointee.access(request)
    case .sieve(let place): place.pointee.access(request)
    case .s3fifo(let place): place.pointee.access(request)
    case .lfu(let place): place.pointee.access(request)
    case .slru(let place): place.pointee.access(request)
    case .s4lru(let place): place.pointee.access(request)
    case .twoQ(let place): place.pointee.access(request)
    case .arc(let place): place.pointee.access(request)
    case .lirs(let place): place.pointee.access(request)
    case .lruK(let place): place.pointee.access(request)
    case .gdsf(let place): place.pointee.access(request)
    case .wTinyLFU(let place): place.pointee.access(request)
    case .hyperbolic(let place): place.pointee.access(request)
    case .infinite(let place): place.pointee.access(request)
    }
  }

  /// Whether the object is stored; a hit moves what the policy moves on hits. The rule sees the request.
  public mutating func find(_ request: CacheRequest<UInt64>) -> Bool {
    rule.observe(request)
    return switch policy {
    case .fifo(let place): place.pointee.find(request)
    case .lru(let place): place.pointee.find(request)
    case .clock(let place): place.pointee.find(request)
    case .sieve(let place): place.pointee.find(request)
    case .s3fifo(let place): place.pointee.find(request)
    case .lfu(let place): place.pointee.find(request)
    case .slru(let place): place.pointee.find(request)
    case .s4lru(let place): place.pointee.find(request)
    case .twoQ(let place): place.pointee.find(request)
    case .arc(let place): place.pointee.find(request)
    case .lirs(let place): place.pointee.find(request)
    case .lruK(let place): place.pointee.find(request)
    case .gdsf(let place): place.pointee.find(request)
    case .wTinyLFU(let place): place.pointee.find(request)
    case .hyperbolic(let place): place.pointee.find(request)
    case .infinite(let place): place.pointee.find(request)
    }
  }

  /// Stores an object that is not stored, as a fill does after a miss; false when the rule or the policy refuses.
  public mutating func insert(_ request: CacheRequest<UInt64>) -> Bool {
    if !rule.admits(request, storedBytes: storedBytes, nextToLeave: nextToLeave) { return false }
    return switch policy {
    case .fifo(let place): place.pointee.insert(request)
    case .lru(let place): place.pointee.insert(request)
    case .clock(let place): place.pointee.insert(request)
    case .sieve(let place): place.pointee.insert(request)
    case .s3fifo(let place): place.pointee.insert(request)
    case .lfu(let place): place.pointee.insert(request)
    case .slru(let place): place.pointee.insert(request)
    case .s4lru(let place): place.pointee.insert(request)
    case .twoQ(let place): place.pointee.insert(request)
    case .arc(let place): place.pointee.insert(request)
    case .lirs(let place): place.pointee.insert(request)
    case .lruK(let place): place.pointee.insert(request)
    case .gdsf(let place): place.pointee.insert(request)
    case .wTinyLFU(let place): place.pointee.insert(request)
    case .hyperbolic(let place): place.pointee.insert(request)
    case .infinite(let place): place.pointee.insert(request)
    }
  }

  /// Takes the object out; false when it was not stored.
  public mutating func remove(_ key: UInt64) -> Bool {
    switch policy {
    case .fifo(let place): place.pointee.remove(key)
    case .lru(let place): place.pointee.remove(key)
    case .clock(let place): place.pointee.remove(key)
    case .sieve(let place): place.pointee.remove(key)
    case .s3fifo(let place): place.pointee.remove(key)
    case .lfu(let place): place.pointee.remove(key)
    case .slru(let place): place.pointee.remove(key)
    case .s4lru(let place): place.pointee.remove(key)
    case .twoQ(let place): place.pointee.remove(key)
    case .arc(let place): place.pointee.remove(key)
    case .lirs(let place): place.pointee.remove(key)
    case .lruK(let place): place.pointee.remove(key)
    case .gdsf(let place): place.pointee.remove(key)
    case .wTinyLFU(let place): place.pointee.remove(key)
    case .hyperbolic(let place): place.pointee.remove(key)
    case .infinite(let place): place.pointee.remove(key)
    }
  }

  /// Whether the object is stored; moves nothing, and the rule does not see it.
  public mutating func holds(_ key: UInt64) -> Bool {
    switch policy {
    case .fifo(let place): place.pointee.holds(key)
    case .lru(let place): place.pointee.holds(key)
    case .clock(let place): place.pointee.holds(key)
    case .sieve(let place): place.pointee.holds(key)
    case .s3fifo(let place): place.pointee.holds(key)
    case .lfu(let place): place.pointee.holds(key)
    case .slru(let place): place.pointee.holds(key)
    case .s4lru(let place): place.pointee.holds(key)
    case .twoQ(let place): place.pointee.holds(key)
    case .arc(let place): place.pointee.holds(key)
    case .lirs(let place): place.pointee.holds(key)
    case .lruK(let place): place.pointee.holds(key)
    case .gdsf(let place): place.pointee.holds(key)
    case .wTinyLFU(let place): place.pointee.holds(key)
    case .hyperbolic(let place): place.pointee.holds(key)
    case .infinite(let place): place.pointee.holds(key)
    }
  }
}

extension Cache: @unchecked Sendable {}
