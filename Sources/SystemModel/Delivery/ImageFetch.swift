import Simulator
import Workloads

/// Where the time of an image goes: phone, access network, edge, shield, origin.
typealias ImageLedger = BoundedLedger<10>

/// One image at its edge: a hit goes back to the phone, a miss goes on as a `CacheMiss`. 72 bytes.
struct ImageFetch {
  enum Parent: UInt8 {
    case feedLoad, storyTray
  }

  var identity: UInt64
  var post: PostID
  var sizeBytes: UInt32
  var parentSlot: UInt32
  var parent: Parent
  var variant: ImageVariant
  /// Index of the edge in the region.
  var edge: UInt16
  /// Round trip of the phone's access network.
  var roundTrip: SimDuration
  /// Bits per second.
  var downlink: Double
  var demand = SimDuration.zero
  /// When the request reached the edge, half a round trip after it left the phone.
  var enteredAt = SimTime.zero

  var startedAt: SimTime { enteredAt - roundTrip.half }
  var key: UInt64 { ImageVariant.key(post, variant) }

  /// From the edge to the phone: half a round trip and the transfer.
  var deliveryTime: SimDuration {
    roundTrip.half + NetworkLink.transferTime(bytes: Int64(sizeBytes), bitsPerSecond: downlink)
  }
}

extension RegionalPlatform {
  /// A phone's request for an image reaches the edge.
  mutating func fetchImage(_ image: consuming ImageFetch, _ kernel: inout EngineKernel) {
    note(image.post, .accessNetwork, "a follower's phone asks the edge", at: kernel.now)
    let demand = fleets.edge.demand(image.identity)
    let station = fleets.edge.first + image.edge
    image.demand = demand
    image.enteredAt = kernel.now
    measures.count(.edgeRequests)
    let slot = fetches.insert(image)
    stations.enter(station, StationJob(kind: EventKind.imageFetch.rawValue, slot: slot, demand: demand), &kernel)
  }

  /// The edge has looked the image up.
  mutating func imageLookedUp(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let fetch = fetches.remove(slot)
    stations.leave(station, enteredAt: fetch.enteredAt, demand: fetch.demand, &kernel)
    var ledger = ImageLedger()
    ledger.add(Component.accessNetwork.rawValue, .network, fetch.roundTrip.half)
    ledger.add(Component.edge.rawValue, .service, fetch.demand)
    ledger.add(Component.edge.rawValue, .queueing, kernel.now - fetch.enteredAt - fetch.demand)
    if edgeCaches[UInt32(fetch.edge)].access(fetch.key, sizeBytes: fetch.sizeBytes) {
      deliverImage(fetch, &ledger, hops: 2, from: kernel.now, &kernel)
    } else {
      missAtEdge(fetch, ledger, &kernel)
    }
  }

  /// The image leaves the edge at `time` for the phone. Nothing shared is on this way, so its end is known.
  mutating func deliverImage(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, hops: UInt8, from time: SimTime, _ kernel: inout EngineKernel
  ) {
    let delivery = fetch.deliveryTime
    ledger.add(Component.accessNetwork.rawValue, .network, delivery)
    let (all, end) = (hops + 1, time + delivery)
    measures.record(.imageFetch, ledger, hops: all, from: fetch.startedAt, to: end)
    switch fetch.parent {
    case .feedLoad: feedImageShown(fetch.parentSlot, ledger, hops: all, at: end, &kernel)
    case .storyTray: storyFrameFetched(fetch.parentSlot, ledger, hops: all, from: fetch.startedAt, at: end, &kernel)
    }
  }
}
