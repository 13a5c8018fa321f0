import Simulator
import Workloads

/// One image: phone cache ─► edge ─► shield ─► object store of the author's region, and back through the same tiers.
struct ImageFetch {
  enum Step: UInt8 {
    case readPhone, request, atEdge, toShield, atShield, atOrigin, backToEdge, transfer
  }

  enum Parent: UInt8 {
    case feedLoad, storyTray
  }

  var header: RequestHeader
  var step = Step.request
  var parent: Parent
  var parentSlot: UInt32
  var edge: UInt32
  var post: PostID
  var key: UInt64
  var sizeBytes: UInt32
  var roundTrip: SimDuration
  var downlink: Double
}

extension RegionalPlatform {
  mutating func fetchImage(
    _ post: PostID, viewer: UserID, link: NetworkLink, edge: UInt32, isOnPhone: Bool, parent: ImageFetch.Parent,
    _ parentSlot: UInt32, ordinal: UInt64, _ kernel: inout EngineKernel
  ) {
    let variant = ImageVariant.feed(for: world.population.device(viewer))
    let key = ImageVariant.key(post, variant)
    let size = images.sizeBytes(post, variant)
    let identity = Draws.mix(post.value ^ UInt64(viewer.value) << 20 ^ ordinal)
    let slot = fetches.insert(
      ImageFetch(
        header: RequestHeader(identity: identity, startedAt: kernel.now), parent: parent, parentSlot: parentSlot,
        edge: edge, post: post, key: key, sizeBytes: size, roundTrip: link.roundTrip, downlink: link.downlink))
    measures.phoneCache(hit: isOnPhone, sizeBytes: size)
    if isOnPhone {
      fetches[slot].step = .readPhone
      fetches[slot].header.waitFor(.phone, .service)
      kernel.schedule(after: parameters.delivery.phoneReadTime, kind: EventKind.imageFetch.rawValue, slot: slot)
    } else {
      fetches[slot].header.crossAccessNetwork(link.roundTrip, resume: .imageFetch, slot, &kernel)
    }
  }

  mutating func advanceImageFetch(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    stations.leave(station, &fetches[slot].header, &kernel)
    let (key, size) = (fetches[slot].key, fetches[slot].sizeBytes)
    switch fetches[slot].step {
    case .readPhone, .transfer:
      finishImageFetch(slot, &kernel)

    case .request:
      note(fetches[slot].post, .accessNetwork, "a follower's phone asks the edge", at: kernel.now)
      fetches[slot].step = .atEdge
      let edge = fleets.edge.first + UInt16(fetches[slot].edge)
      let demand = fleets.edge.demand(fetches[slot].header.identity)
      measures.count(.edgeRequests)
      stations.visit(
        fleets.edge, edge, demand: demand, &fetches[slot].header, resume: .imageFetch, slot, &kernel)

    case .atEdge:
      if edgeCaches[fetches[slot].edge].access(key, sizeBytes: size) { return transferToPhone(slot, &kernel) }
      fetches[slot].step = .toShield
      note(fetches[slot].post, .edge, "miss", at: kernel.now)
      fetches[slot].header.elapse(
        .edge, .network, world.geography.oneWayDelay(fromPop: keptPops[Int(fetches[slot].edge)]), resume: .imageFetch,
        slot, &kernel)

    case .toShield:
      fetches[slot].step = .atShield
      stations.visitShard(
        fleets.shield, key: key, &fetches[slot].header, resume: .imageFetch, slot, &kernel)

    case .atShield:
      if shieldCache.access(key, sizeBytes: size) { return returnToEdge(slot, &kernel) }
      fetches[slot].step = .atOrigin
      note(fetches[slot].post, .shield, "miss", at: kernel.now)
      fetchFromOrigin(slot, &kernel)

    case .atOrigin:
      note(fetches[slot].post, .objectStore, "read", at: kernel.now)
      returnToEdge(slot, &kernel)

    case .backToEdge:
      note(fetches[slot].post, .edge, "image at the edge", at: kernel.now)
      transferToPhone(slot, &kernel)
    }
  }

  private mutating func fetchFromOrigin(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = fetches[slot]
    measures.count(.originRequests)
    let home = world.geography.region(of: fetch.post.author)
    if home == region {
      checkStored(fetch.post, fetch.key, at: kernel.now)
      stations.visit(fleets.objectStore, &fetches[slot].header, resume: .imageFetch, slot, &kernel)
      return
    }
    fetches[slot].header.waitFor(.wan, .network)
    let call = RemoteFetch(
      post: fetch.post, key: fetch.key, identity: fetch.header.identity, returnRegion: UInt16(region), returnSlot: slot)
    tell(home, .fetch(call), &kernel)
  }

  private mutating func returnToEdge(_ slot: UInt32, _ kernel: inout EngineKernel) {
    fetches[slot].step = .backToEdge
    fetches[slot].header.elapse(
      .edge, .network, world.geography.oneWayDelay(fromPop: keptPops[Int(fetches[slot].edge)]), resume: .imageFetch,
      slot, &kernel)
  }

  private mutating func transferToPhone(_ slot: UInt32, _ kernel: inout EngineKernel) {
    fetches[slot].step = .transfer
    let transfer = NetworkLink.transferTime(
      bytes: Int64(fetches[slot].sizeBytes), bitsPerSecond: fetches[slot].downlink)
    let half = SimDuration(nanoseconds: fetches[slot].roundTrip.nanoseconds / 2)
    fetches[slot].header.elapse(.accessNetwork, .network, half + transfer, resume: .imageFetch, slot, &kernel)
  }

  private mutating func finishImageFetch(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let fetch = fetches.remove(slot)
    measures.record(.imageFetch, fetch.header, at: kernel.now)
    switch fetch.parent {
    case .feedLoad: feedImageShown(fetch.parentSlot, fetch.header, &kernel)
    case .storyTray: storyFrameFetched(fetch.parentSlot, fetch.header, &kernel)
    }
  }
}
