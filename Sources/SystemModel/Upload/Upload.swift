import Simulator
import Workloads

/// A photo or story on its way from the camera to its row.
///
/// phone resizes ─► API grants a signed URL ─► phone PUTs the bytes ─► notification ─► four variants (fork) ─► moderation ─► row
/// ─► event log ─► consumers. Proxied: the bytes pass through an API worker that is busy for the whole transfer.
struct Upload {
  /// Posts of scenario events are numbered from here, so that they shift no other post's identity.
  static var firstEventOrdinal: UInt32 { 1 << 29 }

  enum Step: UInt8 {
    case resize, request, service, grant, transfer, proxy, put, notify, variants, moderate, commit, append, replicate
  }

  var header: RequestHeader
  var step = Step.resize
  var author: UserID
  var post: PostID
  var link: NetworkLink
  var apiRoundTrip: SimDuration
  var sizeBytes: Int64
  var isStory: Bool
  var pendingVariants = 0
  /// Set for a scenario's event: the burst of likes that starts when the post is visible.
  var burst: Int32 = -1
}

extension RegionalPlatform {
  mutating func postArrives(isStory: Bool, _ kernel: inout EngineKernel) {
    if isStory {
      storyArrivals.scheduleNext(.storyArrives, &kernel)
    } else {
      postArrivals.scheduleNext(.postArrives, &kernel)
    }
    let number = isStory ? storyCount : photoCount
    if isStory { storyCount += 1 } else { photoCount += 1 }
    let draws = isStory ? storyDraws : postDraws
    let author = localAuthor(draws, number, isStory: isStory)
    startUpload(by: author, isStory: isStory, ordinal: UInt32(truncatingIfNeeded: number), burst: -1, &kernel)
  }

  /// A scenario's event: the celebrity's post, if the celebrity lives here.
  mutating func celebrityPosts(_ index: UInt32, _ kernel: inout EngineKernel) {
    let event = world.inputs.celebrityPosts[Int(index)]
    let author = UserID(UInt32(event.celebrity - 1))
    startUpload(by: author, isStory: false, ordinal: Upload.firstEventOrdinal + index, burst: Int32(index), &kernel)
  }

  /// An author of this region, with probability in proportion to posting.
  private mutating func localAuthor(_ draws: Draws, _ number: UInt64, isStory: Bool) -> UserID {
    var attempt: UInt64 = 0
    while true {
      let entity = number << 8 | attempt
      let author =
        isStory ? world.population.storyAuthor(draws, entity) : world.population.author(draws, entity)
      if world.geography.region(of: author) == region { return author }
      attempt += 1
    }
  }

  private mutating func startUpload(
    by author: UserID, isStory: Bool, ordinal: UInt32, burst: Int32, _ kernel: inout EngineKernel
  ) {
    let now = kernel.now
    let post = isStory ? PostID.runStory(author: author, ordinal: ordinal) : .run(author: author, ordinal: ordinal)
    let identity = Draws.mix(post.value)
    let link = world.population.link(author, session: identity)
    let pop = world.geography.oneWayDelay(fromPop: world.geography.pop(of: author))
    let slot = uploads.insert(
      Upload(
        header: RequestHeader(identity: identity, startedAt: now), author: author, post: post,
        link: link, apiRoundTrip: link.roundTrip + pop * 2,
        sizeBytes: originalBytes(identity), isStory: isStory, burst: burst))
    measures.count(isStory ? .storyPosts : .posts)
    note(post, .phone, "chosen for upload", at: now)
    uploads[slot].header.elapse(
      .phone, .service, resizeTime.sample(uploadSizeDraws.unit(identity, 1)), resume: .upload, slot, &kernel)
  }

  /// Size of a photo as the phone sends it.
  mutating func originalBytes(_ identity: UInt64) -> Int64 {
    let camera = Double(parameters.upload.cameraPhotoBytes) * (0.5 + uploadSizeDraws.unit(identity))
    return Int64(camera * parameters.upload.resizeKeeps)
  }

  mutating func advanceUpload(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let waited = kernel.now - uploads[slot].header.since - uploads[slot].header.demand
    uploads[slot].header.settle(kernel.now)
    switch uploads[slot].step {
    case .resize:
      note(uploads[slot].post, .phone, "resized and compressed", at: kernel.now)
      uploads[slot].step = .request
      uploads[slot].header.crossAccessNetwork(uploads[slot].apiRoundTrip, resume: .upload, slot, &kernel)

    case .request:
      note(uploads[slot].post, .accessNetwork, "asked for a signed URL", at: kernel.now)
      uploads[slot].step = .service
      stations.visit(fleets.uploadService, &uploads[slot].header, resume: .upload, slot, &kernel)

    case .service:
      note(uploads[slot].post, .uploadService, "URL signed", at: kernel.now)
      if parameters.upload.path == .proxied {
        uploads[slot].step = .proxy
        let demand = fleets.uploadProxy.demand(uploads[slot].header.identity) + transferTime(slot)
        let proxy = stations.lessLoaded(of: fleets.uploadProxy, uploads[slot].header.identity, at: kernel.now)
        stations.visit(
          fleets.uploadProxy, proxy, demand: demand, &uploads[slot].header, resume: .upload, slot, &kernel)
      } else {
        uploads[slot].step = .grant
        uploads[slot].header.crossAccessNetwork(uploads[slot].apiRoundTrip, resume: .upload, slot, &kernel)
      }

    case .grant:
      note(uploads[slot].post, .accessNetwork, "signed URL on the phone", at: kernel.now)
      uploads[slot].step = .transfer
      let half = uploads[slot].apiRoundTrip.half
      let transfer = transferTime(slot)
      uploads[slot].header.elapse(.accessNetwork, .network, half + transfer, resume: .upload, slot, &kernel)

    case .transfer, .proxy:
      let kilobytes = uploads[slot].sizeBytes / 1_000
      note(uploads[slot].post, .accessNetwork, "\(kilobytes) KB sent", at: kernel.now)
      uploads[slot].step = .put
      let node = stations.lessLoaded(of: fleets.objectStore, uploads[slot].header.identity, at: kernel.now)
      let demand = putTime.sample(putDraws.unit(uploads[slot].header.identity))
      stations.visit(
        fleets.objectStore, node, demand: demand, &uploads[slot].header, resume: .upload, slot, &kernel)

    case .put:
      note(uploads[slot].post, .objectStore, "original stored", at: kernel.now)
      objects.put(ImageVariant.originalKey(uploads[slot].post), sizeBytes: UInt32(clamping: uploads[slot].sizeBytes))
      uploads[slot].step = .notify
      let delay = notificationDelay.sample(putDraws.unit(uploads[slot].header.identity, 9))
      uploads[slot].header.elapse(.objectStore, .network, delay, resume: .upload, slot, &kernel)

    case .notify:
      note(uploads[slot].post, .objectStore, "object-created notification", at: kernel.now)
      makeVariants(slot, &kernel)

    case .variants:
      uploads[slot].step = .moderate
      stations.visit(fleets.moderation, &uploads[slot].header, resume: .upload, slot, &kernel)

    case .moderate:
      note(uploads[slot].post, .moderation, "accepted", at: kernel.now)
      uploads[slot].step = .commit
      stations.visitShard(
        fleets.postStore, key: UInt64(uploads[slot].author.value), &uploads[slot].header, resume: .upload, slot,
        &kernel)

    case .commit:
      note(uploads[slot].post, .postStore, "row committed: the author's upload is done", at: kernel.now)
      measures.record(uploads[slot].isStory ? .storyUpload : .postUpload, &uploads[slot].header, at: kernel.now)
      measures.expiry.committed(after: waited)
      rows.insert(uploads[slot].post, at: kernel.now)
      uploads[slot].step = .append
      stations.visitShard(
        fleets.eventLog, key: UInt64(uploads[slot].author.value), &uploads[slot].header, resume: .upload, slot,
        &kernel)

    case .append:
      note(uploads[slot].post, .eventLog, "post-created appended", at: kernel.now)
      uploads[slot].step = .replicate
      let delay = replicationDelay.sample(putDraws.unit(uploads[slot].header.identity, 11))
      uploads[slot].header.elapse(.eventLog, .network, delay, resume: .upload, slot, &kernel)

    case .replicate:
      note(uploads[slot].post, .eventLog, "readable by consumers", at: kernel.now)
      publish(slot, &kernel)
    }
  }

  private mutating func transferTime(_ slot: UInt32) -> SimDuration {
    NetworkLink.transferTime(bytes: uploads[slot].sizeBytes, bitsPerSecond: uploads[slot].link.uplink)
  }

  /// Sizes that media workers make: all four, or the largest when the others are made on demand.
  var storedVariants: [ImageVariant] {
    parameters.delivery.variants == .stored ? ImageVariant.allCases : [.px1080]
  }

  /// Media workers cut the variants in parallel; each is stored as it is ready.
  private mutating func makeVariants(_ slot: UInt32, _ kernel: inout EngineKernel) {
    uploads[slot].step = .variants
    let stored = storedVariants
    uploads[slot].pendingVariants = stored.count
    uploads[slot].header.waitFor(.mediaWorkers, .service)
    let identity = uploads[slot].header.identity
    var branches = Fork<4>()
    for variant in stored {
      let ordinal = UInt64(variant.rawValue)
      let demand = fleets.mediaWorkers.demand(identity, ordinal)
      let station = stations.lessLoaded(of: fleets.mediaWorkers, identity, ordinal, at: kernel.now)
      let madeAt = stations.enter(station, demand: demand, at: kernel.now)
      branches.add(madeAt)
      let branch = variants.insert(MediaVariant(upload: slot, variant: variant, demand: demand))
      kernel.schedule(at: madeAt, kind: EventKind.mediaVariant.rawValue, station: station, slot: branch)
    }
    uploads[slot].header.straggling = branches.straggling
  }

  mutating func variantMade(_ branchSlot: UInt32, _ kernel: inout EngineKernel) {
    let branch = variants.remove(branchSlot)
    let post = uploads[branch.upload].post
    objects.put(ImageVariant.key(post, branch.variant), sizeBytes: images.sizeBytes(post, branch.variant))
    note(post, .mediaWorkers, "variant \(branch.variant) stored", at: kernel.now)
    uploads[branch.upload].pendingVariants -= 1
    if uploads[branch.upload].pendingVariants > 0 { return }
    uploads[branch.upload].header.demand = branch.demand
    advanceUpload(branch.upload, &kernel)
  }

  /// The record is in the log: tell every region and the other consumer groups.
  private mutating func publish(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let upload = uploads.remove(slot)
    let followers = UInt32(world.graph.followerCount(of: upload.author))
    let replica = PostReplica(
      post: upload.post, createdAt: upload.header.startedAt, readyAt: rows.committedAt(upload.post)!,
      isStory: upload.isStory, isPulled: world.isPulled(upload.author), followerCount: followers, burst: upload.burst)
    for other in 0..<world.geography.regionCount where other != region {
      tell(other, .replica(replica), &kernel)
    }
    consume(replica, header: upload.header, &kernel)
    if upload.isStory { expireLater(upload.post, createdAt: upload.header.startedAt, &kernel) }
    notifyConsumers(upload.post, &kernel)
  }
}

/// One size of one photo in the hands of a media worker.
struct MediaVariant {
  var upload: UInt32
  var variant: ImageVariant
  var demand: SimDuration
}
