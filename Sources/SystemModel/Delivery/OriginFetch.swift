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

extension RegionalPlatform {
  /// The home region's side of a fetch over the WAN: the answer leaves when the storage node has read the object.
  mutating func originFetchArrives(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    checkStored(call.post, call.key, at: kernel.now)
    var answer = call
    let node = stations.lessLoaded(of: fleets.objectStore, call.identity, at: kernel.now)
    answer.service = fleets.objectStore.demand(call.identity)
    let readAt = stations.enter(node, demand: answer.service, at: kernel.now)
    answer.queueing = readAt - kernel.now - answer.service
    tell(Int(call.returnRegion), .fetched(answer), after: readAt - kernel.now, &kernel)
  }

  mutating func originFetchReturns(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    let slot = call.returnSlot
    cacheMisses[slot].header.charge(.objectStore, .service, call.service)
    cacheMisses[slot].header.charge(.objectStore, .queueing, call.queueing)
    cacheMisses[slot].header.settle(kernel.now)
    returnToEdge(slot, &kernel)
  }
}
