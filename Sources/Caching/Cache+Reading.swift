/// What a cache holds, and what it will read.
extension Cache {
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

  /// The object that is next in line to leave; nil when none would.
  var nextToLeave: UInt64? {
    switch policy {
    case .fifo(let place): place.pointee.nextToLeave
    case .lru(let place): place.pointee.nextToLeave
    case .clock(let place): place.pointee.nextToLeave
    case .sieve(let place): place.pointee.nextToLeave
    case .s3fifo(let place): place.pointee.nextToLeave
    case .lfu(let place): place.pointee.nextToLeave
    case .slru(let place): place.pointee.nextToLeave
    case .s4lru(let place): place.pointee.nextToLeave
    case .twoQ(let place): place.pointee.nextToLeave
    case .arc(let place): place.pointee.nextToLeave
    case .lirs(let place): place.pointee.nextToLeave
    case .lruK(let place): place.pointee.nextToLeave
    case .gdsf(let place): place.pointee.nextToLeave
    case .wTinyLFU(let place): place.pointee.nextToLeave
    case .hyperbolic(let place): place.pointee.nextToLeave
    case .infinite(let place): place.pointee.nextToLeave
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
