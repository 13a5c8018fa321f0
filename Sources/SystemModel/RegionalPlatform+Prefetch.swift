import Simulator

/// What events will touch, fetched ahead of them: at full scale the state of a region is far larger than the processor's
/// caches, and waiting for it would be half of a run.
extension RegionalPlatform {
  mutating func prefetch(_ step: PrefetchStep, for notice: EventNotice) {
    switch step {
    case .record: prefetchRecord(of: notice)
    case .named: prefetchNamed(by: notice)
    case .reached: prefetchReached(from: notice)
    }
  }

  private mutating func prefetchRecord(of notice: EventNotice) {
    let slot = notice.slot
    switch EventKind(rawValue: notice.kind)! {
    case .cacheMiss: cacheMisses.prefetch(slot, lines: 5)
    case .feedLoad, .pageImages: feeds.prefetch(slot, lines: 7)
    case .pageRequest: sessions.prefetch(slot, lines: 2)
    case .storyFrame, .trayRequest: watches.prefetch(slot, lines: 4)
    case .storyTray: trays.prefetch(slot, lines: 7)
    case .countRequest, .commentRequest: pendingActions.prefetch(slot, lines: 1)
    case .count: counters.requests.prefetch(slot, lines: 4)
    case .rowUpdate: counters.updates.prefetch(slot, lines: 4)
    case .fanOutChunk, .timelineInsert: chunks.prefetch(slot, lines: 4)
    case .message: mailbox.prefetch(slot, lines: 2)
    case .mediaVariant: variants.prefetch(slot, lines: 1)
    case .upload: uploads.prefetch(slot, lines: 5)
    default: break
    }
  }

  private mutating func prefetchNamed(by notice: EventNotice) {
    let slot = notice.slot
    switch EventKind(rawValue: notice.kind)! {
    case .cacheMiss where cacheMisses.isLive(slot): prefetchMiss(slot)
    case .feedLoad where feeds.isLive(slot): prefetchFeed(slot)
    case .pageImages where feeds.isLive(slot):
      sessions.prefetch(feeds[slot].session, lines: 2)
      stations.prefetch(fleets.edge.first + feeds[slot].edge)
      let edge = feeds[slot].edge
      for index in 0..<Int(feeds[slot].page.count) {
        let key = ImageVariant.key(feeds[slot].page.posts[index], feeds[slot].variant)
        let server = edgeServers.server(ofPop: edge, key: key)
        edgeCaches[server].prefetchPlace(key)
        edgeFills.prefetch(edgeKey(key, server: server))
      }
    case .pageRequest where sessions.isLive(slot):
      stations.prefetchPair(of: fleets.gateway, sessions[slot].pageIdentity)
    case .storyFrame where watches.isLive(slot):
      stations.prefetch(fleets.edge.first + watches[slot].edge)
      let key = watches[slot].frameKey
      let server = edgeServers.server(ofPop: watches[slot].edge, key: key)
      edgeCaches[server].prefetchPlace(key)
      edgeFills.prefetch(edgeKey(key, server: server))
    case .trayRequest where watches.isLive(slot): stations.prefetchPair(of: fleets.gateway, watches[slot].trayIdentity)
    case .storyTray where trays.isLive(slot):
      if trays[slot].step == .gateway { stations.prefetchPair(of: fleets.storyService, trays[slot].header.identity) }
    case .countRequest where pendingActions.isLive(slot):
      stations.prefetchPair(of: fleets.gateway, pendingActions[slot].identity)
    case .count where counters.requests.isLive(slot):
      let key = counters.requests[slot].counter.key
      stations.prefetch(stations.shard(of: fleets.counterBuffer, key: key))
      counters.buffers.prefetch(key)
      if counters.requests[slot].step == .gateway { counters.liked.prefetch(counters.requests[slot]) }
    case .rowUpdate where counters.updates.isLive(slot): counters.durable.prefetch(counters.updates[slot].delta.row)
    case .message where mailbox.isLive(slot): prefetchPayload(slot)
    case .mediaVariant where variants.isLive(slot):
      let (upload, variant) = (variants[slot].upload, variants[slot].variant)
      objects.prefetch(ImageVariant.key(uploads[upload].post, variant))
    default: break
    }
  }

  private mutating func prefetchMiss(_ slot: UInt32) {
    if cacheMisses[slot].step == .toOrigin {
      stations.prefetchPair(of: fleets.objectStore, cacheMisses[slot].fetch.identity)
    } else {
      let key = cacheMisses[slot].fetch.key
      shieldCache.prefetchPlace(key)
      shieldFills.prefetch(key)
      stations.prefetch(stations.shard(of: fleets.shield, key: key))
    }
    prefetchParent(of: slot)
  }

  /// The page or viewer whose image a cache miss is.
  private mutating func prefetchParent(of slot: UInt32) {
    let parent = cacheMisses[slot].fetch.parentSlot
    switch cacheMisses[slot].fetch.parent {
    case .feedLoad: feeds.prefetch(parent, lines: 7)
    case .storyTray: watches.prefetch(parent, lines: 2)
    case .ahead, .storyAhead, .video: break
    }
  }

  private mutating func prefetchFeed(_ slot: UInt32) {
    sessions.prefetch(feeds[slot].session, lines: 2)
    let identity = feeds[slot].header.identity
    switch feeds[slot].step {
    case .gateway: stations.prefetchPair(of: fleets.feedService, identity)
    case .readTimeline: stations.prefetch(stations.shard(of: fleets.authorCache, key: identity &+ 1))
    case .pullCelebrities: stations.prefetch(stations.shard(of: fleets.postReplica, key: identity &+ 1))
    case .hydrate: if feeds[slot].readsTimeline { stations.prefetchPair(of: fleets.ranker, identity) }
    case .assemble, .images: break
    }
  }

  private mutating func prefetchPayload(_ slot: UInt32) {
    switch mailbox[slot] {
    case .fetch(let call): stations.prefetchPair(of: fleets.objectStore, call.identity)
    case .fetched(let call): cacheMisses.prefetch(call.returnSlot, lines: 5)
    case .delta(let delta):
      stations.prefetch(stations.shard(of: fleets.counterStore, key: delta.counter.shardKey))
    case .replica(let replica): posts.prefetch(replica)
    case .committed, .regionalCount, .comment, .commented, .storyView, .storyReply, .storyReplied: break
    }
  }

  private mutating func prefetchReached(from notice: EventNotice) {
    let slot = notice.slot
    switch EventKind(rawValue: notice.kind)! {
    case .pageImages where feeds.isLive(slot):
      let edge = feeds[slot].edge
      for index in 0..<Int(feeds[slot].page.count) {
        let key = ImageVariant.key(feeds[slot].page.posts[index], feeds[slot].variant)
        edgeCaches[edgeServers.server(ofPop: edge, key: key)].prefetchRecord(key)
      }
    case .storyFrame where watches.isLive(slot):
      let key = watches[slot].frameKey
      edgeCaches[edgeServers.server(ofPop: watches[slot].edge, key: key)].prefetchRecord(key)
    case .cacheMiss where cacheMisses.isLive(slot):
      if cacheMisses[slot].step == .toShield { shieldCache.prefetchRecord(cacheMisses[slot].fetch.key) }
    case .feedLoad where feeds.isLive(slot):
      let session = feeds[slot].session
      if sessions[session].nextPage != .max {
        candidatePages.prefetch(sessions[session].nextPage, lines: 2)
      }
    case .message where mailbox.isLive(slot):
      if case .fetched(let call) = mailbox[slot], cacheMisses.isLive(call.returnSlot) {
        prefetchParent(of: call.returnSlot)
      }
    default: break
    }
  }
}
