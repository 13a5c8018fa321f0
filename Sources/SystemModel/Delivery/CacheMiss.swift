import Simulator
import Workloads

/// An image that its edge did not have: edge ─► shield ─► object store of the author's region, and back to the edge.
struct CacheMiss {
  enum Step: UInt8 {
    case toShield, toOrigin
  }

  var header: ImageHeader
  var step = Step.toShield
  var fetch: ImageFetch
}

extension RegionalPlatform {
  /// The edge found at `time` that it has no such image, and asks the shield.
  mutating func missAtEdge(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    note(fetch.post, .edge, "miss", at: time)
    var header = ImageHeader(identity: fetch.identity, startedAt: fetch.startedAt)
    header.ledger = ledger
    header.hops = 2
    header.since = time
    header.waitFor(.edge, .network)
    let slot = cacheMisses.insert(CacheMiss(header: header, fetch: fetch))
    kernel.schedule(at: time + edgeDelay(fetch), kind: EventKind.cacheMiss.rawValue, slot: slot)
  }

  mutating func advanceCacheMiss(_ slot: UInt32, _ kernel: inout EngineKernel) {
    switch cacheMisses[slot].step {
    case .toShield:
      let fetch = cacheMisses[slot].fetch
      let shield = stations.shard(of: fleets.shield, key: fetch.key)
      let lookedUpAt = stations.goThrough(fleets.shield, shield, &cacheMisses[slot].header, at: kernel.now)
      if shieldCache.access(fetch.key, sizeBytes: fetch.sizeBytes) { return returnToEdge(slot, &kernel) }
      note(fetch.post, .shield, "miss", at: lookedUpAt)
      askOrigin(slot, at: lookedUpAt, &kernel)

    case .toOrigin:
      let fetch = cacheMisses[slot].fetch
      checkStored(fetch.post, fetch.key, at: kernel.now)
      let node = stations.lessLoaded(of: fleets.objectStore, fetch.identity, at: kernel.now)
      let readAt = stations.goThrough(fleets.objectStore, node, &cacheMisses[slot].header, at: kernel.now)
      note(fetch.post, .objectStore, "read", at: readAt)
      returnToEdge(slot, &kernel)
    }
  }

  /// The shield asks the object store of the author's region at `time`.
  private mutating func askOrigin(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    measures.count(.originRequests)
    let home = world.geography.region(of: fetch.post.author)
    if home == region {
      cacheMisses[slot].step = .toOrigin
      return kernel.schedule(at: time, kind: EventKind.cacheMiss.rawValue, slot: slot)
    }
    cacheMisses[slot].header.waitFor(.wan, .network)
    let call = RemoteFetch(
      post: fetch.post, key: fetch.key, identity: fetch.identity, returnRegion: UInt16(region), returnSlot: slot)
    tell(home, .fetch(call), after: time - kernel.now, &kernel)
  }

  /// The image leaves shield or origin for the edge, from where it goes on to the phone.
  mutating func returnToEdge(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var miss = cacheMisses.remove(slot)
    let backAt = miss.header.pass(.edge, .network, edgeDelay(miss.fetch))
    note(miss.fetch.post, .edge, "image at the edge", at: backAt)
    deliverImage(miss.fetch, &miss.header.ledger, hops: miss.header.hops, from: backAt, &kernel)
  }

  private mutating func edgeDelay(_ fetch: ImageFetch) -> SimDuration {
    world.geography.oneWayDelay(fromPop: keptPops[Int(fetch.edge)])
  }
}
