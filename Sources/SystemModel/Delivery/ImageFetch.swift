import Simulator
import Workloads

/// Where the time of an image goes: phone, access network, edge, shield, origin.
typealias ImageLedger = BoundedLedger<10>
typealias ImageHeader = BoundedHeader<10>

/// One image that a phone asks its edge for. 64 bytes.
struct ImageFetch {
  enum Parent: UInt8 {
    case feedLoad, storyTray
  }

  var identity: UInt64
  var post: PostID
  /// Of the image in the caches.
  var key: UInt64
  var sizeBytes: UInt32
  var parentSlot: UInt32
  var parent: Parent
  /// Index of the edge in the region.
  var edge: UInt16
  /// Round trip of the phone's access network.
  var roundTrip: SimDuration
  /// Bits per second.
  var downlink: Double
  /// When the phone asked, half a round trip before the request reaches the edge.
  var startedAt: SimTime

  /// From the edge to the phone: half a round trip and the transfer.
  var deliveryTime: SimDuration {
    roundTrip.half + NetworkLink.transferTime(bytes: Int64(sizeBytes), bitsPerSecond: downlink)
  }
}

extension RegionalPlatform {
  /// A phone's request for an image reaches the edge: a hit goes back to the phone, a miss goes on as a `CacheMiss`.
  mutating func fetchImage(_ fetch: ImageFetch, _ kernel: inout EngineKernel) {
    let now = kernel.now
    note(fetch.post, .accessNetwork, "a follower's phone asks the edge", at: now)
    measures.count(.edgeRequests)
    let demand = fleets.edge.demand(fetch.identity)
    let lookedUpAt = stations.enter(fleets.edge.first + fetch.edge, demand: demand, at: now)
    var ledger = ImageLedger()
    ledger.add(Component.accessNetwork.rawValue, .network, fetch.roundTrip.half)
    ledger.add(Component.edge.rawValue, .service, demand)
    ledger.add(Component.edge.rawValue, .queueing, lookedUpAt - now - demand)
    if edgeCaches[UInt32(fetch.edge)].access(fetch.key, sizeBytes: fetch.sizeBytes) {
      deliverImage(fetch, &ledger, hops: 2, from: lookedUpAt, &kernel)
    } else {
      missAtEdge(fetch, &ledger, at: lookedUpAt, &kernel)
    }
  }

  /// The image leaves the edge at `time` for the phone. Nothing shared is on this way, so its end is known.
  mutating func deliverImage(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, hops: UInt8, from time: SimTime, _ kernel: inout EngineKernel
  ) {
    let delivery = fetch.deliveryTime
    ledger.add(Component.accessNetwork.rawValue, .network, delivery)
    let (all, end) = (hops + 1, time + delivery)
    measures.record(.imageFetch, &ledger, hops: all, from: fetch.startedAt, to: end)
    switch fetch.parent {
    case .feedLoad: feedImageShown(fetch.parentSlot, &ledger, hops: all, at: end, &kernel)
    case .storyTray: storyFrameFetched(fetch.parentSlot, &ledger, hops: all, from: fetch.startedAt, at: end, &kernel)
    }
  }
}
