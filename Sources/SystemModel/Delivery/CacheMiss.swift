import Simulator
import Workloads

/// An image that its edge did not have: edge ─► (owner among the PoPs) ─► shield ─► object store of the author's region, and
/// back to the edge.
struct CacheMiss {
  enum Step: UInt8 {
    case toOwner, toShield, toOrigin
    /// For the fill of another request, at the edge or at the shield.
    case waiting
  }

  var header: ImageHeader
  var step: Step
  /// Others may wait for the answer at the edge, and at the shield.
  var fillsEdge: Bool
  var fillsShield = false
  var answer = ImageAnswer.image
  /// The server of the owner's edge that looked for it; it stays the one when nodes fail meanwhile.
  var server: UInt32
  var fetch: ImageFetch
  /// When the copies that edge and shield hold were last known to be true; `.distantPast` without one.
  var edgeHeldSince: SimTime
  var shieldHeldSince = SimTime.distantPast
  /// When the answer was last known to be true.
  var checkedAt = SimTime.distantPast
  /// The next of those who wait for the same fill.
  var nextWaiter = UInt32.max
}

extension RegionalPlatform {
  /// The viewer's edge found at `time` that another PoP owns the key, and asks it.
  mutating func askOwner(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    measures.count(.ownerRequests)
    let slot = insertMiss(fetch, &ledger, EdgeMiss(), step: .toOwner, server: .max, at: time)
    kernel.schedule(at: time + delayToOwner(fetch), kind: EventKind.cacheMiss.rawValue, slot: slot)
  }

  /// The edge found at `time` that it has no such image, and asks the shield, or waits for who has asked.
  mutating func missAtEdge(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, _ miss: EdgeMiss, server: UInt32, at time: SimTime,
    _ kernel: inout EngineKernel
  ) {
    note(fetch.post, .edge, "miss", at: time)
    let slot = insertMiss(fetch, &ledger, miss, step: .toShield, server: server, at: time)
    goOn(slot, miss, from: time, &kernel)
  }

  private mutating func insertMiss(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, _ miss: EdgeMiss, step: CacheMiss.Step, server: UInt32,
    at time: SimTime
  ) -> UInt32 {
    var header = ImageHeader(identity: fetch.identity, startedAt: fetch.startedAt)
    header.ledger = ledger
    header.hops = 2
    header.since = time
    header.waitFor(.edge, .network)
    return cacheMisses.insert(
      CacheMiss(
        header: header, step: step, fillsEdge: miss.isFill, server: server, fetch: fetch,
        edgeHeldSince: miss.heldSince))
  }

  /// The edge's miss goes to the shield, or joins the fill that is under way.
  private mutating func goOn(_ slot: UInt32, _ miss: EdgeMiss, from time: SimTime, _ kernel: inout EngineKernel) {
    if miss.waitsForFill {
      let key = edgeKey(cacheMisses[slot].fetch.key, server: cacheMisses[slot].server)
      cacheMisses[slot].step = .waiting
      cacheMisses[slot].nextWaiter = edgeFills.join(key, waiter: slot)
      return
    }
    cacheMisses[slot].step = .toShield
    kernel.schedule(
      at: time + edgeDelay(cacheMisses[slot].fetch.owner), kind: EventKind.cacheMiss.rawValue, slot: slot)
  }

  mutating func advanceCacheMiss(_ slot: UInt32, _ kernel: inout EngineKernel) {
    switch cacheMisses[slot].step {
    case .toOwner:
      let fetch = cacheMisses[slot].fetch
      let server = edgeServers.server(ofPop: fetch.owner, key: fetch.key)
      let station = fleets.edge.first + UInt16(truncatingIfNeeded: server)
      let lookedUpAt = stations.goThrough(fleets.edge, station, &cacheMisses[slot].header, at: kernel.now)
      cacheMisses[slot].header.waitFor(.edge, .network)
      switch lookUpAtEdge(fetch, server: server, at: kernel.now) {
      case .found(let arrivesAt): arrive(slot, at: max(arrivesAt, lookedUpAt), &kernel)
      case .gone:
        cacheMisses[slot].answer = .notFound
        arrive(slot, at: lookedUpAt, &kernel)
      case .missing(let miss):
        cacheMisses[slot].server = server
        cacheMisses[slot].fillsEdge = miss.isFill
        cacheMisses[slot].edgeHeldSince = miss.heldSince
        goOn(slot, miss, from: lookedUpAt, &kernel)
      }

    case .toShield:
      lookUpAtShield(slot, &kernel)

    case .toOrigin:
      readAtOrigin(slot, &kernel)

    case .waiting:
      preconditionFailure("a request that waits for a fill has no event of its own")
    }
  }

  /// The answer leaves the shield for the edge, and from there goes to the phone and to all who wait for it.
  mutating func returnToEdge(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    let bytes = cacheMisses[slot].answer == .image ? Int64(fetch.cachedBytes) : Self.emptyAnswerBytes
    let readyAt = cacheMisses[slot].header.since
    let shield = stations.shard(of: fleets.shield, key: fetch.key) - fleets.shield.first
    let sent = send(
      bytes, over: fleets.shieldLink.first + shield, bitsPerSecond: parameters.delivery.links.shieldBandwidth,
      readyAt: readyAt, at: kernel.now)
    cacheMisses[slot].header.chargeLink(.shield, sent)
    let backAt = cacheMisses[slot].header.pass(.edge, .network, edgeDelay(fetch.owner))
    note(fetch.post, .edge, "image at the edge", at: backAt)
    let key = edgeKey(fetch.key, server: cacheMisses[slot].server)
    let answer = cacheMisses[slot].answer
    if isMutable && answer != .notFound { edgeFreshness.set(key, cacheMisses[slot].checkedAt) }
    if answer == .notFound {
      edgeGone.set(key, backAt)
      _ = edgeCaches[cacheMisses[slot].server].purge(fetch.key)
    }
    if cacheMisses[slot].fillsEdge {
      var waiter = edgeFills.complete(key, arrivesAt: backAt)
      while waiter != .max {
        let next = cacheMisses[waiter].nextWaiter
        cacheMisses[waiter].answer = answer
        cacheMisses[waiter].checkedAt = cacheMisses[slot].checkedAt
        arrive(waiter, at: backAt, &kernel)
        waiter = next
      }
    }
    arrive(slot, at: backAt, &kernel)
  }

  /// The answer is at the edge that owns the key, from where it goes on to the phone; who came later has waited for it.
  private mutating func arrive(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    var miss = cacheMisses.remove(slot)
    if time > miss.header.since { miss.header.charge(.edge, .lockWait, time - miss.header.since) }
    if miss.fetch.owner != miss.fetch.edge { _ = miss.header.pass(.edge, .network, delayToOwner(miss.fetch)) }
    let answer = miss.answer == .notFound ? ImageAnswer.notFound : .image
    if isMutable && answer == .image && miss.checkedAt != .distantPast {
      countStale(miss.fetch.post, copyOf: miss.checkedAt, at: time)
    }
    deliverImage(miss.fetch, &miss.header.ledger, answer, hops: miss.header.hops, from: miss.header.since, &kernel)
  }

  mutating func edgeDelay(_ edge: UInt16) -> SimDuration { world.geography.oneWayDelay(fromPop: keptPops[Int(edge)]) }

  /// One way between two PoPs, by way of the region's data centre.
  private mutating func delayToOwner(_ fetch: ImageFetch) -> SimDuration {
    edgeDelay(fetch.edge) + edgeDelay(fetch.owner)
  }
}
