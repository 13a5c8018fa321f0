import Simulator

/// The one switch: every event of a region, by kind.
extension RegionalPlatform {
  mutating func handle(_ notice: EventNotice, _ kernel: inout EngineKernel) -> Bool {
    let slot = notice.slot
    switch EventKind(rawValue: notice.kind)! {
    case .warmUpEnds:
      clearRecorders(at: kernel.now)
      return false
    case .batchEnds:
      endInterval(at: kernel.now)
      return false

    case .sessionArrives: sessionArrives(&kernel)
    case .pageRequest: pageRequested(slot, &kernel)
    case .feedLoad: advanceFeedLoad(slot, &kernel)
    case .pageImages: pageImagesRequested(slot, &kernel)
    case .cacheMiss: advanceCacheMiss(slot, &kernel)
    case .aheadImages: aheadImagesRequested(slot, &kernel)
    case .videoSegment: segmentRequested(slot, &kernel)
    case .edgeNodesLost: loseEdgeNodes()
    case .edgeNodesBack: edgeServers.restore()

    case .postArrives: postArrives(isStory: false, &kernel)
    case .storyArrives: postArrives(isStory: true, &kernel)
    case .celebrityPosts: celebrityPosts(slot, &kernel)
    case .upload: advanceUpload(slot, &kernel)
    case .mediaVariant: variantMade(slot, &kernel)
    case .fanOutChunk: insertChunk(slot, &kernel)
    case .timelineInsert: inserted(slot, &kernel)

    case .counterTick:
      noteCounters()
      return false

    case .countRequest: countRequested(slot, &kernel)
    case .count: advanceCount(slot, &kernel)
    case .burstLikeArrives: burstLikeArrives(slot, &kernel)
    case .counterFlush: flushBuffer(slot, &kernel)
    case .rowUpdate: advanceRowUpdate(slot, &kernel)
    case .rowTimeout: rowTimedOut(slot, &kernel)
    case .logFlushed: logFlushed(slot, &kernel)
    case .compaction: compactTails(&kernel)
    case .gossip: gossip(&kernel)
    case .sketchSnapshot: snapshotSketches(&kernel)
    case .bufferCrash: buffersCrash(slot)
    case .commentRequest: commentRequested(slot, &kernel)
    case .comment: forwardComment(slot, &kernel)

    case .trayRequest: trayRequested(slot, &kernel)
    case .storyTray: advanceStoryTray(slot, &kernel)
    case .storyFrame: frameRequested(slot, &kernel)
    case .storyExpires: storyExpires(slot, &kernel)
    case .sweep: sweep(&kernel)
    case .sweepBatch: batchSwept(slot, &kernel)
    case .lifecycle: lifecycleActs(&kernel)
    case .storyKept: storyKept(slot)

    case .storyTap: storyTapped(slot, &kernel)
    case .storyFramesAhead: framesAheadRequested(slot, &kernel)
    case .storyReceipts: advanceReceipts(slot, &kernel)
    case .storyReply: advanceReply(slot, &kernel)
    case .viewerListOpened: viewerListOpened(&kernel)
    case .viewerList: advanceViewerList(slot, &kernel)

    case .message: receive(mailbox.remove(slot), &kernel)
    }
    return true
  }

  /// A message of another region.
  private mutating func receive(_ payload: Payload, _ kernel: inout EngineKernel) {
    switch payload {
    case .replica(let replica): consume(replica, header: nil, &kernel)
    case .fetch(let call): originFetchArrives(call, &kernel)
    case .fetched(let call): originFetchReturns(call, &kernel)
    case .delta(let delta): deltaArrives(delta, &kernel)
    case .committed(let delta): countAnswered(delta, &kernel)
    case .regionalCount(let report): counters.regional.learn(report)
    case .comment(let call): commentArrivesAtHome(call, &kernel)
    case .commented(let call): commentReturns(call, arrivedAt: kernel.now)
    case .storyView(let view): receiptArrives(view, &kernel)
    case .storyReply(let call): replyArrivesAtHome(call, &kernel)
    case .storyReplied(let call): replyReturns(call, arrivedAt: kernel.now)
    }
  }

  private mutating func clearRecorders(at now: SimTime) {
    measures.clear()
    stations.clearRecorders(at: now)
    counters.clear(at: now)
    sweeper.clearRecorders(at: now)
    for server in 0..<edgeCaches.slotBound { edgeCaches[server].clearCounts() }
    shieldCache.clearCounts()
  }

  /// First events of the run: arrivals, timers, observers.
  mutating func start(_ kernel: inout EngineKernel) {
    let inputs = world.inputs
    kernel.schedule(at: .zero + inputs.warmUp, kind: EventKind.warmUpEnds.rawValue, slot: 0)
    for batch in 1...inputs.batches {
      let part = SimDuration(nanoseconds: inputs.duration.nanoseconds / Int64(inputs.batches) * Int64(batch))
      let end = SimTime.zero + inputs.warmUp + part - SimDuration(nanoseconds: 1)
      kernel.schedule(at: end, kind: EventKind.batchEnds.rawValue, slot: 0)
    }
    sessionArrivals.scheduleNext(.sessionArrives, &kernel)
    postArrivals.scheduleNext(.postArrives, &kernel)
    storyArrivals.scheduleNext(.storyArrives, &kernel)
    schedulePastExpiry(&kernel)
    viewing.listArrivals.scheduleNext(.viewerListOpened, &kernel)
    startCounters(&kernel)
    kernel.schedule(after: parameters.stories.sweepInterval, kind: EventKind.sweep.rawValue, slot: 0)
    scheduleLifecycle(&kernel)
    scheduleBursts(&kernel)
    scheduleNodeLoss(&kernel)
  }
}
