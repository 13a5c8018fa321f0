import Simulator
import Workloads

/// An image asked of the object store of its author's home region.
struct RemoteFetch: Sendable {
  var post: PostID
  var key: UInt64
  var identity: UInt64
  var sizeBytes: UInt32
  /// A stored photo, whose store entry can be checked; segments of videos are implied.
  var isPhoto: Bool
  var returnRegion: UInt16
  var returnSlot: UInt32
  /// When the shield's copy was last known to be true; `.distantPast` without one.
  var heldSince: SimTime
  /// What the home region's store cost, for the caller's ledger.
  var cost = OriginCost()
}

/// An answer of the object store, and where its time went.
struct OriginCost: Sendable {
  var answer = ImageAnswer.image
  var service = SimDuration.zero
  var queueing = SimDuration.zero
  var resizing = SimDuration.zero
  var resizerQueueing = SimDuration.zero
  /// When the store looked.
  var checkedAt = SimTime.distantPast

  var total: SimDuration { service + queueing + resizing + resizerQueueing }
}

extension RegionalPlatform {
  /// The shield asks the object store of the author's region at `time`.
  mutating func askOrigin(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    measures.count(.originRequests)
    let home = world.geography.region(of: fetch.post.author)
    if home == region {
      cacheMisses[slot].step = .toOrigin
      return kernel.schedule(at: time, kind: EventKind.cacheMiss.rawValue, slot: slot)
    }
    cacheMisses[slot].header.waitFor(.wan, .network)
    let call = call(slot)
    tell(home, .fetch(call), after: time - kernel.now, &kernel)
  }

  private mutating func call(_ slot: UInt32) -> RemoteFetch {
    let fetch = cacheMisses[slot].fetch
    return RemoteFetch(
      post: fetch.post, key: fetch.key, identity: fetch.identity, sizeBytes: fetch.cachedBytes,
      isPhoto: fetch.parent != .video, returnRegion: UInt16(region), returnSlot: slot,
      heldSince: cacheMisses[slot].shieldHeldSince)
  }

  /// The author lives here: the store is asked without a message.
  mutating func readAtOrigin(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = cacheMisses[slot].fetch
    let cost = readObject(call(slot), at: kernel.now)
    cacheMisses[slot].header.settle(kernel.now)
    charge(cost, slot)
    note(fetch.post, .objectStore, "read", at: cacheMisses[slot].header.since)
    returnToShield(slot, &kernel)
  }

  /// The home region's side of a fetch over the WAN: the answer leaves when its last byte has left the storage node.
  mutating func originFetchArrives(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    var answer = call
    answer.cost = readObject(call, at: kernel.now)
    tell(Int(call.returnRegion), .fetched(answer), after: answer.cost.total, &kernel)
  }

  mutating func originFetchReturns(_ call: RemoteFetch, _ kernel: inout EngineKernel) {
    charge(call.cost, call.returnSlot)
    cacheMisses[call.returnSlot].header.settle(kernel.now)
    returnToShield(call.returnSlot, &kernel)
  }

  private mutating func charge(_ cost: OriginCost, _ slot: UInt32) {
    cacheMisses[slot].header.charge(.objectStore, .service, cost.service)
    cacheMisses[slot].header.charge(.objectStore, .queueing, cost.queueing)
    if cost.resizing > .zero {
      cacheMisses[slot].header.charge(.resizer, .service, cost.resizing)
      cacheMisses[slot].header.charge(.resizer, .queueing, cost.resizerQueueing)
    }
    cacheMisses[slot].answer = cost.answer
    cacheMisses[slot].checkedAt = cost.checkedAt
  }

  /// Storage node, resizer if sizes are made on demand, and the node's link, all entered now.
  private mutating func readObject(_ call: RemoteFetch, at now: SimTime) -> OriginCost {
    let identity = call.identity
    let resizes = call.isPhoto && parameters.delivery.variants == .atOrigin
    var cost = OriginCost()
    cost.checkedAt = now
    cost.answer = originAnswer(call.post, heldSince: call.heldSince, at: now)
    if cost.answer == .image && call.isPhoto && !resizes { checkStored(call.post, call.key, at: now) }
    let node = stations.lessLoaded(of: fleets.objectStore, identity, at: now)
    cost.service = fleets.objectStore.demand(identity)
    var readyAt = stations.enter(node, demand: cost.service, at: now)
    cost.queueing = readyAt - now - cost.service
    if cost.answer == .image && resizes {
      measures.count(.resizes)
      let resizer = stations.lessLoaded(of: fleets.resizers, identity, at: now)
      cost.resizing = fleets.resizers.demand(identity)
      let resizedAt = max(readyAt + cost.resizing, stations.enter(resizer, demand: cost.resizing, at: now))
      cost.resizerQueueing = resizedAt - readyAt - cost.resizing
      readyAt = resizedAt
    }
    let bytes = cost.answer == .image ? Int64(call.sizeBytes) : Self.emptyAnswerBytes
    measures.countOrigin(bytes: bytes)
    let sent = send(
      bytes, over: fleets.storeLink.first + (node - fleets.objectStore.first),
      bitsPerSecond: parameters.delivery.links.storeBandwidth, readyAt: readyAt, at: now)
    cost.service = cost.service + sent.time
    cost.queueing = cost.queueing + (sent.leavesAt - readyAt - sent.time)
    return cost
  }

  private mutating func originAnswer(_ post: PostID, heldSince: SimTime, at now: SimTime) -> ImageAnswer {
    if deletions.isActive && deletions.deletedAt(post) <= now { return .notFound }
    if heldSince == .distantPast { return .image }
    return versions.version(of: post, at: heldSince) == versions.version(of: post, at: now) ? .notModified : .image
  }
}
