import Simulator
import Workloads

/// The regional shield: one cache for all edges of the region, in front of the object stores.
extension RegionalPlatform {
  mutating func lookUpAtShield(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    let shield = stations.shard(of: fleets.shield, key: fetch.key)
    let lookedUpAt = stations.goThrough(fleets.shield, shield, &cacheMisses[slot].header, at: kernel.now)
    if deletions.isActive && deletions.deletedAt(fetch.post) <= kernel.now {
      return lookUpDeletedAtShield(slot, lookedUpAt, &kernel)
    }
    let isStored = shieldCache.access(fetch.key, sizeBytes: fetch.cachedBytes)
    switch shieldFills.state(of: fetch.key, at: kernel.now) {
    case .none:
      if isStored && !isMutable { return returnToEdge(slot, &kernel) }
    case .arriving(let time):
      if isStored { shieldCache.takeBackHit(fetch.cachedBytes) }
      if !collapses { return askOriginToo(slot, at: lookedUpAt, &kernel) }
      measures.count(.shieldFillWaits)
      return returnFilled(slot, at: time, checkedAt: shieldFreshness.checkedAt(fetch.key), &kernel)
    case .asked:
      if isStored { shieldCache.takeBackHit(fetch.cachedBytes) }
      if !collapses { return askOriginToo(slot, at: lookedUpAt, &kernel) }
      measures.count(.shieldFillWaits)
      cacheMisses[slot].step = .waiting
      cacheMisses[slot].nextWaiter = shieldFills.join(fetch.key, waiter: slot)
      return
    }
    if isStored {
      let checkedAt = shieldFreshness.checkedAt(fetch.key)
      if kernel.now - checkedAt < parameters.delivery.urls.timeToLive {
        answerFromCopy(slot, checkedAt: checkedAt)
        return returnToEdge(slot, &kernel)
      }
      shieldCache.takeBackHit(fetch.cachedBytes)
      cacheMisses[slot].shieldHeldSince = heldSince(checkedAt)
    } else if isMutable {
      shieldFreshness.forget(fetch.key)
    }
    note(fetch.post, .shield, "miss", at: lookedUpAt)
    cacheMisses[slot].fillsShield = shieldFills.begin(fetch.key, at: kernel.now)
    askOrigin(slot, at: lookedUpAt, &kernel)
  }

  /// Asks the store although somebody else has.
  private mutating func askOriginToo(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    if isMutable {
      cacheMisses[slot].shieldHeldSince = heldSince(shieldFreshness.checkedAt(cacheMisses[slot].fetch.key))
    }
    askOrigin(slot, at: time, &kernel)
  }

  /// Requests for deleted photos are not collapsed here.
  private mutating func lookUpDeletedAtShield(
    _ slot: UInt32, _ lookedUpAt: SimTime, _ kernel: inout EngineKernel
  ) {
    let fetch = cacheMisses[slot].fetch
    let deletions = parameters.delivery.deletions
    if kernel.now - self.deletions.deletedAt(fetch.post) < deletions.purgeDelay {
      if case .none = shieldFills.state(of: fetch.key, at: kernel.now),
        shieldCache.find(fetch.key, sizeBytes: fetch.cachedBytes)
      {
        measures.count(.deletedImages)
        cacheMisses[slot].checkedAt = shieldFreshness.checkedAt(fetch.key)
        return returnToEdge(slot, &kernel)
      }
    } else {
      if shieldCache.purge(fetch.key) { measures.count(.purges) }
      shieldCache.countMiss(fetch.cachedBytes)
      if shieldGone.isYounger(than: deletions.negativeTimeToLive, fetch.key, at: kernel.now) {
        measures.count(.negativeHits)
        cacheMisses[slot].answer = .notFound
        return returnToEdge(slot, &kernel)
      }
    }
    askOrigin(slot, at: lookedUpAt, &kernel)
  }

  /// The shield has a copy that is true as of `checkedAt`: an edge that holds the same version needs no bytes.
  private mutating func answerFromCopy(_ slot: UInt32, checkedAt: SimTime) {
    let (post, held) = (cacheMisses[slot].fetch.post, cacheMisses[slot].edgeHeldSince)
    cacheMisses[slot].checkedAt = checkedAt
    let isSame =
      held != .distantPast && versions.version(of: post, at: held) == versions.version(of: post, at: checkedAt)
    cacheMisses[slot].answer = isSame ? .notModified : .image
  }

  /// The store's answer is at the shield: it goes on to the edge, for all who asked.
  mutating func returnToShield(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    let (arrivesAt, checkedAt, answer) = (
      cacheMisses[slot].header.since, cacheMisses[slot].checkedAt, cacheMisses[slot].answer
    )
    if isMutable && answer != .notFound {
      shieldFreshness.set(fetch.key, checkedAt)
      answerFromCopy(slot, checkedAt: checkedAt)
    }
    if answer == .notFound {
      shieldGone.set(fetch.key, arrivesAt)
      _ = shieldCache.purge(fetch.key)
    }
    if cacheMisses[slot].fillsShield {
      var waiter = shieldFills.complete(fetch.key, arrivesAt: arrivesAt)
      while waiter != .max {
        let next = cacheMisses[waiter].nextWaiter
        if answer == .notFound { cacheMisses[waiter].answer = .notFound }
        returnFilled(waiter, at: arrivesAt, checkedAt: checkedAt, &kernel)
        waiter = next
      }
    }
    returnToEdge(slot, &kernel)
  }

  /// A request that waited at the shield goes back with the answer that arrives at `time`.
  private mutating func returnFilled(
    _ slot: UInt32, at time: SimTime, checkedAt: SimTime, _ kernel: inout EngineKernel
  ) {
    let since = cacheMisses[slot].header.since
    if time > since { cacheMisses[slot].header.charge(.shield, .lockWait, time - since) }
    if isMutable && cacheMisses[slot].answer != .notFound { answerFromCopy(slot, checkedAt: checkedAt) }
    returnToEdge(slot, &kernel)
  }
}
