/// A cache of 64-bit keys whose policy is chosen at run time: what edges and shields hold.
///
/// The policy lies in memory of the cache's own, so that an access changes it in place; one switch leads to code that is compiled for
/// it. Belady's policy is not for it: nobody knows the future.
public struct Cache: ~Copyable {
  private enum Policy {
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

  private let policy: Policy

  public init(_ name: PolicyName, _ limits: CacheLimits) {
    switch name {
    case .fifo: policy = .fifo(Self.placed(FIFO(limits)))
    case .lru: policy = .lru(Self.placed(LRU(limits)))
    case .clock: policy = .clock(Self.placed(CLOCK(limits)))
    case .sieve: policy = .sieve(Self.placed(SIEVE(limits)))
    case .s3fifo: policy = .s3fifo(Self.placed(S3FIFO(limits)))
    case .lfu: policy = .lfu(Self.placed(LFU(limits)))
    case .slru: policy = .slru(Self.placed(SLRU(limits)))
    case .s4lru: policy = .s4lru(Self.placed(S4LRU(limits)))
    case .twoQ: policy = .twoQ(Self.placed(TwoQ(limits)))
    case .arc: policy = .arc(Self.placed(ARC(limits)))
    case .lirs: policy = .lirs(Self.placed(LIRS(limits)))
    case .lruK: policy = .lruK(Self.placed(LRUK(limits)))
    case .gdsf: policy = .gdsf(Self.placed(GDSF(limits)))
    case .wTinyLFU: policy = .wTinyLFU(Self.placed(WTinyLFU(limits)))
    case .hyperbolic: policy = .hyperbolic(Self.placed(Hyperbolic(limits)))
    case .infinite: policy = .infinite(Self.placed(Infinite(limits)))
    case .belady: preconditionFailure("Belady's policy needs the future")
    }
  }

  deinit {
    switch policy {
    case .fifo(let place): Self.free(place)
    case .lru(let place): Self.free(place)
    case .clock(let place): Self.free(place)
    case .sieve(let place): Self.free(place)
    case .s3fifo(let place): Self.free(place)
    case .lfu(let place): Self.free(place)
    case .slru(let place): Self.free(place)
    case .s4lru(let place): Self.free(place)
    case .twoQ(let place): Self.free(place)
    case .arc(let place): Self.free(place)
    case .lirs(let place): Self.free(place)
    case .lruK(let place): Self.free(place)
    case .gdsf(let place): Self.free(place)
    case .wTinyLFU(let place): Self.free(place)
    case .hyperbolic(let place): Self.free(place)
    case .infinite(let place): Self.free(place)
    }
  }

  private static func placed<P: EvictionPolicy & ~Copyable>(_ policy: consuming P) -> UnsafeMutablePointer<P> {
    let place = UnsafeMutablePointer<P>.allocate(capacity: 1)
    place.initialize(to: policy)
    return place
  }

  private static func free<P: EvictionPolicy & ~Copyable>(_ place: UnsafeMutablePointer<P>) {
    place.deinitialize(count: 1)
    place.deallocate()
  }

  /// Looks the object up, and stores it on a miss if the policy does.
  public mutating func access(_ request: CacheRequest<UInt64>) -> CacheOutcome {
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

  /// Whether the object is stored; a hit moves what the policy moves on hits.
  public mutating func find(_ request: CacheRequest<UInt64>) -> Bool {
    switch policy {
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

  /// Brings near what an access to the key reads first.
  @inline(__always) public func prefetchPlace(_ key: UInt64) {
    switch policy {
    case .fifo(let place): place.pointee.prefetchPlace(key)
    case .lru(let place): place.pointee.prefetchPlace(key)
    case .clock(let place): place.pointee.prefetchPlace(key)
    case .sieve(let place): place.pointee.prefetchPlace(key)
    case .s3fifo(let place): place.pointee.prefetchPlace(key)
    case .lfu(let place): place.pointee.prefetchPlace(key)
    case .slru(let place): place.pointee.prefetchPlace(key)
    case .s4lru(let place): place.pointee.prefetchPlace(key)
    case .twoQ(let place): place.pointee.prefetchPlace(key)
    case .arc(let place): place.pointee.prefetchPlace(key)
    case .lirs(let place): place.pointee.prefetchPlace(key)
    case .lruK(let place): place.pointee.prefetchPlace(key)
    case .gdsf(let place): place.pointee.prefetchPlace(key)
    case .wTinyLFU(let place): place.pointee.prefetchPlace(key)
    case .hyperbolic(let place): place.pointee.prefetchPlace(key)
    case .infinite(let place): place.pointee.prefetchPlace(key)
    }
  }

  /// Brings near what an access to the key reads next, when the place has come.
  @inline(__always) public func prefetchRecord(_ key: UInt64) {
    switch policy {
    case .fifo(let place): place.pointee.prefetchRecord(key)
    case .lru(let place): place.pointee.prefetchRecord(key)
    case .clock(let place): place.pointee.prefetchRecord(key)
    case .sieve(let place): place.pointee.prefetchRecord(key)
    case .s3fifo(let place): place.pointee.prefetchRecord(key)
    case .lfu(let place): place.pointee.prefetchRecord(key)
    case .slru(let place): place.pointee.prefetchRecord(key)
    case .s4lru(let place): place.pointee.prefetchRecord(key)
    case .twoQ(let place): place.pointee.prefetchRecord(key)
    case .arc(let place): place.pointee.prefetchRecord(key)
    case .lirs(let place): place.pointee.prefetchRecord(key)
    case .lruK(let place): place.pointee.prefetchRecord(key)
    case .gdsf(let place): place.pointee.prefetchRecord(key)
    case .wTinyLFU(let place): place.pointee.prefetchRecord(key)
    case .hyperbolic(let place): place.pointee.prefetchRecord(key)
    case .infinite(let place): place.pointee.prefetchRecord(key)
    }
  }

  public var storedBytes: Int64 {
    switch policy {
    case .fifo(let place): place.pointee.storedBytes
    case .lru(let place): place.pointee.storedBytes
    case .clock(let place): place.pointee.storedBytes
    case .sieve(let place): place.pointee.storedBytes
    case .s3fifo(let place): place.pointee.storedBytes
    case .lfu(let place): place.pointee.storedBytes
    case .slru(let place): place.pointee.storedBytes
    case .s4lru(let place): place.pointee.storedBytes
    case .twoQ(let place): place.pointee.storedBytes
    case .arc(let place): place.pointee.storedBytes
    case .lirs(let place): place.pointee.storedBytes
    case .lruK(let place): place.pointee.storedBytes
    case .gdsf(let place): place.pointee.storedBytes
    case .wTinyLFU(let place): place.pointee.storedBytes
    case .hyperbolic(let place): place.pointee.storedBytes
    case .infinite(let place): place.pointee.storedBytes
    }
  }

  public var storedObjects: Int {
    switch policy {
    case .fifo(let place): place.pointee.storedObjects
    case .lru(let place): place.pointee.storedObjects
    case .clock(let place): place.pointee.storedObjects
    case .sieve(let place): place.pointee.storedObjects
    case .s3fifo(let place): place.pointee.storedObjects
    case .lfu(let place): place.pointee.storedObjects
    case .slru(let place): place.pointee.storedObjects
    case .s4lru(let place): place.pointee.storedObjects
    case .twoQ(let place): place.pointee.storedObjects
    case .arc(let place): place.pointee.storedObjects
    case .lirs(let place): place.pointee.storedObjects
    case .lruK(let place): place.pointee.storedObjects
    case .gdsf(let place): place.pointee.storedObjects
    case .wTinyLFU(let place): place.pointee.storedObjects
    case .hyperbolic(let place): place.pointee.storedObjects
    case .infinite(let place): place.pointee.storedObjects
    }
  }

  public var evictions: Int64 {
    switch policy {
    case .fifo(let place): place.pointee.evictions
    case .lru(let place): place.pointee.evictions
    case .clock(let place): place.pointee.evictions
    case .sieve(let place): place.pointee.evictions
    case .s3fifo(let place): place.pointee.evictions
    case .lfu(let place): place.pointee.evictions
    case .slru(let place): place.pointee.evictions
    case .s4lru(let place): place.pointee.evictions
    case .twoQ(let place): place.pointee.evictions
    case .arc(let place): place.pointee.evictions
    case .lirs(let place): place.pointee.evictions
    case .lruK(let place): place.pointee.evictions
    case .gdsf(let place): place.pointee.evictions
    case .wTinyLFU(let place): place.pointee.evictions
    case .hyperbolic(let place): place.pointee.evictions
    case .infinite(let place): place.pointee.evictions
    }
  }

  /// Recounts objects and bytes and walks the links; traps on a broken one.
  public func checkInvariants() {
    switch policy {
    case .fifo(let place): place.pointee.checkInvariants()
    case .lru(let place): place.pointee.checkInvariants()
    case .clock(let place): place.pointee.checkInvariants()
    case .sieve(let place): place.pointee.checkInvariants()
    case .s3fifo(let place): place.pointee.checkInvariants()
    case .lfu(let place): place.pointee.checkInvariants()
    case .slru(let place): place.pointee.checkInvariants()
    case .s4lru(let place): place.pointee.checkInvariants()
    case .twoQ(let place): place.pointee.checkInvariants()
    case .arc(let place): place.pointee.checkInvariants()
    case .lirs(let place): place.pointee.checkInvariants()
    case .lruK(let place): place.pointee.checkInvariants()
    case .gdsf(let place): place.pointee.checkInvariants()
    case .wTinyLFU(let place): place.pointee.checkInvariants()
    case .hyperbolic(let place): place.pointee.checkInvariants()
    case .infinite(let place): place.pointee.checkInvariants()
    }
  }
}

extension Cache: @unchecked Sendable {}
