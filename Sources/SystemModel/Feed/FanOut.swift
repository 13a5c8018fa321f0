import Simulator
import Workloads

/// Delivery of one post to one chunk of its author's follower list in one region.
struct FanOutChunk {
  var header: RequestHeader
  var replica: UInt32
  var chunk: UInt32
  /// Post-to-visible is measured on the home region's chunk that completes first.
  var isHome: Bool
}

/// The holders of one chunk's positions, read in a batch.
struct HolderBuffer: ~Copyable {
  let users: UnsafeMutablePointer<UInt32>

  init(chunkFollowers: Int) { users = .allocate(capacity: chunkFollowers) }

  deinit { users.deallocate() }
}

/// Fan-out on write: post-created ─► [fan-out workers] ─► one insertion per active follower on its timeline shard.
/// A chunk is delivered when its last insertion is done; followers of authors above the threshold pull instead.
extension RegionalPlatform {
  /// A post-created record reaches this region's fan-out. `header` is the upload's, in its home region only.
  mutating func consume(_ replica: PostReplica, header: RequestHeader?, _ kernel: inout EngineKernel) {
    let index = posts.insert(replica, arrivedAt: kernel.now)
    let isHome = header != nil
    if !isHome { note(replica.post, .wan, "replica arrived", at: kernel.now) }
    if replica.burst >= 0 { startBurst(UInt32(replica.burst), post: replica.post, &kernel) }
    if replica.isPulled || replica.isStory {
      if var header, !replica.isStory { measures.record(.postVisible, &header, at: kernel.now) }
      return
    }
    if isHome { firstDeliveries.insert(replica.post.value, index) }
    for chunk in 0..<posts.chunkCount(followers: replica.followerCount) {
      let identity = Draws.mix(replica.post.value ^ UInt64(chunk) << 34 ^ UInt64(region) << 58)
      let slot = chunks.insert(
        FanOutChunk(
          header: header ?? RequestHeader(identity: identity, startedAt: kernel.now), replica: index, chunk: chunk,
          isHome: isHome))
      let first = chunk * posts.chunkFollowers
      let followers = min(posts.chunkFollowers, replica.followerCount - first)
      let demand = fleets.fanOut.demand(identity) + scanTime.sample(putDraws.unit(identity, 12)) * Int64(followers)
      stations.visit(
        fleets.fanOut, stations.lessLoaded(of: fleets.fanOut, identity, at: kernel.now), demand: demand,
        &chunks[slot].header,
        resume: .fanOutChunk, slot, &kernel)
    }
  }

  /// The worker has scanned its chunk: one insertion for each active follower who lives here.
  mutating func insertChunk(_ slot: UInt32, _ kernel: inout EngineKernel) {
    chunks[slot].header.settle(kernel.now)
    let replica = posts.replica(chunks[slot].replica)
    let author = replica.post.author
    let positions = relevantPositions(ofChunk: chunks[slot].chunk, replica)
    world.graph.readHolders(of: author, positions: positions, into: holders.users)
    let demand = insertTime.sample(putDraws.unit(chunks[slot].header.identity, 13))
    var doneAt = SimTime.distantPast
    for index in 0..<positions.count {
      let follower = UserID(holders.users[index])
      let pop = world.geography.pop(of: follower)
      if world.geography.region(ofPop: pop) != region || !world.population.isActive(follower) { continue }
      measures.count(.deliveries)
      if !world.isSimulated(follower, ofPop: pop) { continue }
      let shard = stations.shard(of: fleets.timelineShards, key: UInt64(follower.value))
      doneAt = max(doneAt, stations.enter(shard, demand: demand, at: kernel.now))
    }
    if doneAt == .distantPast { return completeChunk(slot, &kernel) }
    chunks[slot].header.waitFor(.timelineCache, .service)
    chunks[slot].header.demand = demand
    kernel.schedule(at: doneAt, kind: EventKind.timelineInsert.rawValue, slot: slot)
  }

  /// The positions of a chunk whose holders may live here: local follows stay in the author's own PoP.
  private mutating func relevantPositions(ofChunk chunk: UInt32, _ replica: PostReplica) -> Range<UInt32> {
    let first = chunk * posts.chunkFollowers
    let last = min(first + posts.chunkFollowers, replica.followerCount)
    if world.geography.region(of: replica.post.author) == region { return first..<last }
    let local = world.graph.localFollowers(of: replica.post.author)
    return min(max(first, local.upperBound), last)..<last
  }

  /// The last of a chunk's insertions is done.
  mutating func inserted(_ slot: UInt32, _ kernel: inout EngineKernel) {
    chunks[slot].header.settle(kernel.now)
    completeChunk(slot, &kernel)
  }

  private mutating func completeChunk(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var chunk = chunks.remove(slot)
    posts.complete(chunk: chunk.chunk, of: chunk.replica, at: kernel.now)
    let replica = posts.replica(chunk.replica)
    note(replica.post, .fanOut, "chunk \(chunk.chunk) delivered", at: kernel.now)
    if chunk.isHome && firstDeliveries.remove(replica.post.value) != nil {
      measures.record(.postVisible, &chunk.header, at: kernel.now)
    }
    if parameters.feed.timelines == .materialised { materialise(replica, chunk.chunk, at: kernel.now) }
  }

  /// The sorted sets of this chunk's followers receive the post.
  private mutating func materialise(_ replica: PostReplica, _ chunk: UInt32, at now: SimTime) {
    let entry = TimelineEntry(createdAt: replica.createdAt, post: replica.post, availableAt: now)
    let first = chunk * posts.chunkFollowers
    for position in first..<min(first + posts.chunkFollowers, replica.followerCount) {
      let pop = world.geography.pop(of: world.graph.holder(ofPosition: position, in: replica.post.author))
      if world.geography.region(ofPop: pop) != region || !world.isKept[pop] { continue }
      if let follower = world.graph.follower(of: replica.post.author, at: position) {
        timelines.insert(entry, into: follower)
      }
    }
  }
}
