import Simulator
import Workloads

/// The images of a page: the answer reaches the phone, which shows what it has and asks its edge for the rest at once.
extension RegionalPlatform {
  /// The page of URLs is on its way to the phone.
  mutating func respond(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = sessions[feeds[slot].session]
    let shownAt = feeds[slot].header.pass(.accessNetwork, .network, session.apiRoundTrip.half)
    measures.record(session.page == 0 ? .feedLoad : .feedPage, &feeds[slot].header, at: shownAt)
    feeds[slot].step = .images
    feeds[slot].imagesDoneAt = shownAt
    let page = feeds[slot].page
    var missing = 0
    for index in 0..<Int(page.count) {
      let post = page.posts[index]
      checkVisible(post, at: shownAt)
      let size = images.sizeBytes(post, session.variant)
      let comesAt = cameAhead(page, index)
      let isOnPhone = page.onPhone >> UInt8(index) & 1 == 1 || comesAt < .distantFuture
      measures.phoneCache(hit: isOnPhone, sizeBytes: size)
      feeds[slot].sizes[index] = size
      if isOnPhone {
        feeds[slot].page.onPhone |= 1 << UInt8(index)
        showFromPhone(slot, shownAt, comesAt: comesAt < .distantFuture ? comesAt : shownAt)
      } else {
        missing += 1
      }
    }
    useAhead(page)
    playVideos(session, page, at: shownAt, &kernel)
    measures.count(.feedImages, Int64(page.count))
    feeds[slot].pendingImages = missing
    if missing == 0 { return finishPage(slot, &kernel) }
    kernel.schedule(at: shownAt + session.roundTrip.half, kind: EventKind.pageImages.rawValue, slot: slot)
  }

  /// An image that is on the phone, or on its way since before the page was asked for.
  private mutating func showFromPhone(_ slot: UInt32, _ shownAt: SimTime, comesAt: SimTime) {
    let time = parameters.delivery.phoneReadTime
    var ledger = ImageLedger()
    if comesAt > shownAt { ledger.add(Component.accessNetwork.rawValue, .network, comesAt - shownAt) }
    ledger.add(Component.phone.rawValue, .service, time)
    let end = max(shownAt, comesAt) + time
    measures.record(.imageFetch, &ledger, hops: 1, from: shownAt, to: end)
    feeds[slot].shown.add(end)
    if end < feeds[slot].imagesDoneAt { return }
    feeds[slot].imagesDoneAt = end
    feeds[slot].criticalImage = ledger
    feeds[slot].criticalHops = 1
  }

  /// The requests for a page's images, which left the phone together, reach the edge.
  mutating func pageImagesRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = sessions[feeds[slot].session]
    let (page, sizes) = (feeds[slot].page, feeds[slot].sizes)
    for index in 0..<Int(page.count) where page.onPhone >> UInt8(index) & 1 == 0 {
      let post = page.posts[index]
      let identity = Draws.mix(post.value ^ UInt64(session.viewer.value) << 20 ^ UInt64(index))
      fetchImage(
        ImageFetch(
          identity: identity, post: post, key: ImageVariant.key(post, session.variant), sizeBytes: sizes[index],
          parentSlot: slot, parent: .feedLoad,
          edge: session.edge, owner: session.edge, roundTrip: session.roundTrip, downlink: session.downlink,
          startedAt: kernel.now - session.roundTrip.half),
        &kernel)
    }
  }

  /// It is known when an image of the page will be on the screen.
  mutating func feedImageShown(
    _ slot: UInt32, _ image: inout ImageLedger, hops: UInt8, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    feeds[slot].shown.add(time)
    if time >= feeds[slot].imagesDoneAt {
      feeds[slot].imagesDoneAt = time
      feeds[slot].criticalImage = image
      feeds[slot].criticalHops = hops
    }
    feeds[slot].pendingImages -= 1
    if feeds[slot].pendingImages == 0 { finishPage(slot, &kernel) }
  }

  private mutating func finishPage(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = feeds[slot].session
    let doneAt = feeds[slot].imagesDoneAt
    if trace != nil { traceShown(feeds[slot].page, at: doneAt) }
    let isFirst = sessions[session].page == 0
    if isFirst || feeds[slot].page.count > 0 {
      var image = feeds[slot].criticalImage
      feeds[slot].header.join(&image, hops: feeds[slot].criticalHops, at: doneAt)
      feeds[slot].header.straggling = feeds[slot].header.straggling + feeds[slot].shown.straggling
      let operation = isFirst ? Operation.feedVisible : .pageVisible(sessions[session].network)
      measures.record(operation, &feeds[slot].header, at: doneAt)
    }
    let page = feeds[slot].page
    feeds.discard(slot)
    pageShown(session, posts: page.posts, count: Int(page.count), at: doneAt, &kernel)
  }

  private mutating func traceShown(_ page: CandidatePage, at time: SimTime) {
    for index in 0..<Int(page.count) where page.posts[index].isOfRun {
      if let replica = posts.find(page.posts[index]), !replica.isPulled {
        trace?.shown(replica.post, region, at: time)
      }
    }
  }
}
