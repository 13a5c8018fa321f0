import Simulator
import Workloads

/// An image asked of the object store of its author's home region.
struct RemoteFetch: Sendable {
  var post: PostID
  var key: UInt64
  var identity: UInt64
  var returnRegion: UInt16
  var returnSlot: UInt32
  /// What the home region's store cost, for the caller's ledger.
  var service = SimDuration.zero
  var queueing = SimDuration.zero
}

/// The home region's side of a fetch over the WAN.
struct OriginFetch {
  var header: RequestHeader
  var call: RemoteFetch
}

extension RegionalPlatform {
  mutating func originFetchArrives(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    checkStored(call.post, call.key, at: kernel.now)
    let slot = originFetches.insert(
      OriginFetch(header: RequestHeader(identity: call.identity, startedAt: kernel.now), call: call))
    stations.visit(fleets.objectStore, &originFetches[slot].header, resume: .originFetch, slot, &kernel)
  }

  mutating func finishOriginFetch(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let demand = originFetches[slot].header.demand
    stations.leave(station, &originFetches[slot].header, &kernel)
    var fetch = originFetches.remove(slot)
    fetch.call.service = demand
    fetch.call.queueing = kernel.now - fetch.header.startedAt - demand
    tell(Int(fetch.call.returnRegion), .fetched(fetch.call), &kernel)
  }

  mutating func originFetchReturns(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    let slot = call.returnSlot
    cacheMisses[slot].header.charge(.objectStore, .service, call.service)
    cacheMisses[slot].header.charge(.objectStore, .queueing, call.queueing)
    advanceCacheMiss(slot, station: EventNotice.noStation, &kernel)
  }
}
