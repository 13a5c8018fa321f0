import Simulator
import Workloads

/// Where the time of an image goes: phone, access network, edge, shield, origin.
typealias ImageLedger = BoundedLedger<14>
typealias ImageHeader = BoundedHeader<14>

/// What comes back for a request.
enum ImageAnswer: UInt8 {
  case image
  /// The copy that asked is still true.
  case notModified
  /// The photo is gone.
  case notFound
}

/// One image that a phone asks its edge for. 72 bytes.
struct ImageFetch {
  enum Parent: UInt8 {
    case feedLoad, storyTray, ahead, storyAhead, video
  }

  var identity: UInt64
  var post: PostID
  /// Of the image in the caches.
  var key: UInt64
  var sizeBytes: UInt32
  /// Of the object that caches keep; more than what the phone gets when a range is cut out of it. 0: the same.
  var objectBytes: UInt32 = 0
  var parentSlot: UInt32
  var parent: Parent
  /// Number of the image among those of its parent.
  var part: UInt8 = 0
  /// Index in the region of the edge that serves the phone.
  var edge: UInt16
  /// Index of the edge that looks for the image: the same one unless PoPs collaborate.
  var owner: UInt16
  /// Round trip of the phone's access network.
  var roundTrip: SimDuration
  /// Bits per second.
  var downlink: Double
  /// When the phone asked, half a round trip before the request reaches the edge.
  var startedAt: SimTime

  var cachedBytes: UInt32 { objectBytes == 0 ? sizeBytes : objectBytes }

  /// From the edge to the phone: half a round trip and the transfer.
  func deliveryTime(bytes: Int64) -> SimDuration {
    roundTrip.half + NetworkLink.transferTime(bytes: bytes, bitsPerSecond: downlink)
  }
}

extension RegionalPlatform {
  /// A phone's request for an image reaches the edge: a hit goes back to the phone, a miss goes on as a `CacheMiss`.
  mutating func fetchImage(_ asked: ImageFetch, _ kernel: inout EngineKernel) {
    var fetch = asked
    fetch.owner = owner(of: fetch.key, edge: fetch.edge)
    let now = kernel.now
    note(fetch.post, .accessNetwork, "a follower's phone asks the edge", at: now)
    measures.count(.edgeRequests)
    let server = edgeServers.server(ofPop: fetch.edge, key: fetch.key)
    let demand = fleets.edge.demand(fetch.identity)
    let lookedUpAt = stations.enter(fleets.edge.first + UInt16(truncatingIfNeeded: server), demand: demand, at: now)
    var ledger = ImageLedger()
    ledger.add(Component.accessNetwork.rawValue, .network, fetch.roundTrip.half)
    ledger.add(Component.edge.rawValue, .service, demand)
    ledger.add(Component.edge.rawValue, .queueing, lookedUpAt - now - demand)
    if fetch.owner != fetch.edge { return askOwner(fetch, &ledger, at: lookedUpAt, &kernel) }
    switch lookUpAtEdge(fetch, server: server, at: now) {
    case .found(let arrivesAt):
      if arrivesAt > lookedUpAt { ledger.add(Component.edge.rawValue, .lockWait, arrivesAt - lookedUpAt) }
      deliverImage(fetch, &ledger, .image, hops: 2, from: max(arrivesAt, lookedUpAt), &kernel)
    case .gone: deliverImage(fetch, &ledger, .notFound, hops: 2, from: lookedUpAt, &kernel)
    case .missing(let miss): missAtEdge(fetch, &ledger, miss, server: server, at: lookedUpAt, &kernel)
    }
  }

  /// The answer leaves the edge at `time` for the phone. Nothing shared follows the edge's link, so its end is known.
  mutating func deliverImage(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, _ answer: ImageAnswer, hops: UInt8, from time: SimTime,
    _ kernel: inout EngineKernel
  ) {
    let bytes = answer == .image ? Int64(fetch.sizeBytes) : Self.emptyAnswerBytes
    let sent = send(
      bytes, over: fleets.edgeLink.first + fetch.edge, bitsPerSecond: parameters.delivery.links.edgeBandwidth,
      readyAt: time, at: kernel.now)
    ledger.add(Component.edge.rawValue, .service, sent.time)
    ledger.add(Component.edge.rawValue, .queueing, sent.leavesAt - time - sent.time)
    let delivery = fetch.deliveryTime(bytes: bytes)
    ledger.add(Component.accessNetwork.rawValue, .network, delivery)
    let (all, end) = (hops + 1, sent.leavesAt + delivery)
    if answer == .notFound { measures.count(.missingImages) }
    if fetch.parent != .ahead && fetch.parent != .storyAhead {
      measures.record(.imageFetch, &ledger, hops: all, from: fetch.startedAt, to: end)
    }
    switch fetch.parent {
    case .feedLoad: feedImageShown(fetch.parentSlot, &ledger, hops: all, at: end, &kernel)
    case .storyTray: storyFrameFetched(fetch.parentSlot, &ledger, hops: all, from: fetch.startedAt, at: end, &kernel)
    case .ahead: imageCameAhead(fetch, at: end)
    case .storyAhead: frameCameAhead(fetch, at: end, &kernel)
    case .video: segmentFetched(fetch, &ledger, hops: all, at: end, &kernel)
    }
  }
}
