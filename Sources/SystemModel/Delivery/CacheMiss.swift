import Simulator
import Workloads

/// An image that its edge did not have: edge ─► shield ─► object store of the author's region, and back to the edge.
struct CacheMiss {
  enum Step: UInt8 {
    case toShield, atShield, atOrigin
  }

  var header: RequestHeader
  var step = Step.toShield
  var fetch: ImageFetch
}

extension RegionalPlatform {
  mutating func missAtEdge(_ fetch: ImageFetch, _ ledger: ImageLedger, _ kernel: inout EngineKernel) {
    note(fetch.post, .edge, "miss", at: kernel.now)
    var header = RequestHeader(identity: fetch.identity, startedAt: fetch.startedAt)
    header.ledger.add(ledger)
    header.hops = 2
    header.since = kernel.now
    let slot = cacheMisses.insert(CacheMiss(header: header, fetch: fetch))
    cacheMisses[slot].header.elapse(.edge, .network, edgeDelay(fetch), resume: .cacheMiss, slot, &kernel)
  }

  mutating func advanceCacheMiss(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    stations.leave(station, &cacheMisses[slot].header, &kernel)
    let fetch = cacheMisses[slot].fetch
    switch cacheMisses[slot].step {
    case .toShield:
      cacheMisses[slot].step = .atShield
      stations.visitShard(fleets.shield, key: fetch.key, &cacheMisses[slot].header, resume: .cacheMiss, slot, &kernel)

    case .atShield:
      if shieldCache.access(fetch.key, sizeBytes: fetch.sizeBytes) { return returnToEdge(slot, &kernel) }
      cacheMisses[slot].step = .atOrigin
      note(fetch.post, .shield, "miss", at: kernel.now)
      fetchFromOrigin(slot, &kernel)

    case .atOrigin:
      note(fetch.post, .objectStore, "read", at: kernel.now)
      returnToEdge(slot, &kernel)
    }
  }

  private mutating func fetchFromOrigin(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    measures.count(.originRequests)
    let home = world.geography.region(of: fetch.post.author)
    if home == region {
      checkStored(fetch.post, fetch.key, at: kernel.now)
      stations.visit(fleets.objectStore, &cacheMisses[slot].header, resume: .cacheMiss, slot, &kernel)
      return
    }
    cacheMisses[slot].header.waitFor(.wan, .network)
    let call = RemoteFetch(
      post: fetch.post, key: fetch.key, identity: fetch.identity, returnRegion: UInt16(region), returnSlot: slot)
    tell(home, .fetch(call), &kernel)
  }

  private mutating func returnToEdge(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var miss = cacheMisses.remove(slot)
    let backAt = miss.header.pass(.edge, .network, edgeDelay(miss.fetch))
    note(miss.fetch.post, .edge, "image at the edge", at: backAt)
    var ledger = ImageLedger()
    ledger.add(miss.header.ledger)
    deliverImage(miss.fetch, &ledger, hops: miss.header.hops, from: backAt, &kernel)
  }

  private mutating func edgeDelay(_ fetch: ImageFetch) -> SimDuration {
    world.geography.oneWayDelay(fromPop: keptPops[Int(fetch.edge)])
  }
}
