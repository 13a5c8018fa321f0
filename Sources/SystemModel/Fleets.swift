import Simulator

/// The fleets of a region. Those that serve viewers shrink with the slice. Those that serve authors, and those behind
/// shared keys, do not: in a slice all authors post, and a hot row keeps its full rate.
final class Fleets: Sendable {
  let gateway: Fleet
  let uploadService: Fleet
  let uploadProxy: Fleet
  let objectStore: Fleet
  let mediaWorkers: Fleet
  let moderation: Fleet
  let postStore: Fleet
  let postReplica: Fleet
  let eventLog: Fleet
  let searchIndexer: Fleet
  let hashtagCounters: Fleet
  let notifications: Fleet
  let fanOut: Fleet
  let timelineShards: Fleet
  let authorCache: Fleet
  let feedService: Fleet
  let ranker: Fleet
  let edge: Fleet
  let shield: Fleet
  let counterBuffer: Fleet
  let counterStore: Fleet
  let storyService: Fleet
  let sweeper: Fleet
  let edgeLink: Fleet
  let shieldLink: Fleet
  let storeLink: Fleet
  let resizers: Fleet
  let storyViews: Fleet
  let inbox: Fleet

  init(
    _ p: PlatformParameters, keptPops: Int, share: Double, draws: Draws, _ table: inout StationTable
  ) {
    func add(_ component: Component, _ fleet: FleetParameters, _ share: Double) -> Fleet {
      table.addFleet(component, fleet, share: share, draws: draws)
    }
    gateway = add(.gateway, p.gateway.fleet, share)
    uploadService = add(.uploadService, p.upload.service, 1)
    uploadProxy = add(.uploadProxy, p.upload.proxies, 1)
    objectStore = add(.objectStore, p.objectStore.nodes, 1)
    mediaWorkers = add(.mediaWorkers, p.upload.mediaWorkers, 1)
    moderation = add(.moderation, p.upload.moderation, 1)
    postStore = add(.postStore, p.postStore.primaries, 1)
    postReplica = add(.postReplica, p.postStore.replicas, share)
    eventLog = add(.eventLog, p.eventLog.partitions, 1)
    searchIndexer = add(.searchIndexer, p.eventLog.searchIndexers, 1)
    hashtagCounters = add(.hashtagCounters, p.eventLog.hashtagCounters, 1)
    notifications = add(.notifications, p.eventLog.notifications, 1)
    fanOut = add(.fanOut, p.feed.fanOutWorkers, 1)
    timelineShards = add(.timelineCache, p.feed.timelineShards, share)
    authorCache = add(.authorCache, p.feed.authorCache, share)
    feedService = add(.feedService, p.feed.service, share)
    ranker = add(.ranker, p.feed.rankers, share)
    let pop = FleetParameters(
      instances: keptPops * p.delivery.edgeNodes, workers: max(1, p.delivery.edgeWorkers / p.delivery.edgeNodes),
      serviceTime: p.delivery.edgeServiceTime)
    edge = add(.edge, pop, 1)
    shield = add(.shield, p.delivery.shields, share)
    counterBuffer = add(.counterBuffer, p.counters.buffers, 1)
    counterStore = add(.counterStore, p.counters.store, 1)
    storyService = add(.storyService, p.stories.service, share)
    sweeper = add(.sweeper, p.stories.sweepers, 1)
    func links(_ component: Component, _ instances: Int) -> Fleet {
      add(component, FleetParameters(instances: instances, workers: 1, serviceTime: .constant(.zero)), 1)
    }
    edgeLink = links(.edgeLink, keptPops)
    shieldLink = links(.shieldLink, Int(shield.instances))
    storeLink = links(.storeLink, Int(objectStore.instances))
    resizers = add(.resizer, p.delivery.resizers, 1)
    storyViews = add(.storyViews, p.stories.receipts.shards, share)
    inbox = add(.inbox, p.stories.replies.inbox, share)
  }
}
