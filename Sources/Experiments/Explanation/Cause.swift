import Simulator
import SystemModel

/// A reason for latency that can be taken away: the cells of the ledger that are its time, and the settings of the
/// scenario that remove it.
public struct Cause: Sendable, Equatable {
  /// Such as `ranker (service and queueing)`.
  public var name: String
  public var cells: [WhatIf.Cell]
  /// `key=value`, as for `--set`.
  public var settings: [String]

  /// The cause behind one cell; nil where no setting removes it.
  public static func of(_ component: Component, _ kind: TimeKind) -> Cause? {
    if kind == .queueing {
      return fleetKey(component).map {
        Cause(
          name: "queueing at \(component.name)", cells: [WhatIf.Cell(component, .queueing)],
          settings: [component == .edge ? "\($0).edgeWorkers=100000" : "\($0).workers=10000"])
      }
    }
    switch (component, kind) {
    case (.accessNetwork, .network), (.edge, .network):
      // A call to the API crosses both ways, and charges them to one cell.
      let networks = ["wifi", "fiveG", "fourG", "threeG"]
      return Cause(
        name: "network up to the region",
        cells: [Component.accessNetwork, .edge].map { WhatIf.Cell($0, .network) },
        settings: networks.flatMap { network in
          let key = "population.network.\(network)"
          return ["\(key)RoundTrip=0 s", "\(key)Downlink=100 Gbit/s", "\(key)Uplink=100 Gbit/s"]
        } + ["regions.popDelay=0 s"])
    case (.phone, .service):
      return Cause(
        name: "work on the phone", cells: [WhatIf.Cell(component, kind)],
        settings: ["system.upload.resizeTime=0 s", "system.delivery.phoneReadTime=0 s"])
    case (.objectStore, .network):
      return Cause(
        name: "notification of stored objects", cells: [WhatIf.Cell(component, kind)],
        settings: ["system.upload.notificationDelay=0 s"])
    case (.eventLog, .network):
      return Cause(
        name: "replication of the log", cells: [WhatIf.Cell(component, kind)],
        settings: ["system.eventLog.replicationDelay=0 s"])
    case (.counterRow, .lockWait), (.counterRow, .service):
      return Cause(
        name: "locked counter rows", cells: [TimeKind.lockWait, .service].map { WhatIf.Cell(.counterRow, $0) },
        settings: ["system.counters.rowHold=0 s"])
    case (_, .service):
      return fleetKey(component).map {
        Cause(
          name: "\(component.name) (service and queueing)",
          cells: [TimeKind.service, .queueing].map { WhatIf.Cell(component, $0) },
          settings: [component == .edge ? "\($0).edgeServiceTime=0 s" : "\($0).serviceTime=0 s"]
            + (component == .objectStore ? ["system.objectStore.putTime=0 s"] : []))
      }
    default: return nil
    }
  }

  /// Where a scenario sets a component's fleet; nil for what is no fleet.
  private static func fleetKey(_ component: Component) -> String? {
    switch component {
    case .gateway: "system.gateway.fleet"
    case .uploadService: "system.upload.service"
    case .uploadProxy: "system.upload.proxies"
    case .objectStore: "system.objectStore.nodes"
    case .mediaWorkers: "system.upload.mediaWorkers"
    case .moderation: "system.upload.moderation"
    case .postStore: "system.postStore.primaries"
    case .postReplica: "system.postStore.replicas"
    case .eventLog: "system.eventLog.partitions"
    case .fanOut: "system.feed.fanOutWorkers"
    case .timelineCache: "system.feed.timelineShards"
    case .authorCache: "system.feed.authorCache"
    case .feedService: "system.feed.service"
    case .ranker: "system.feed.rankers"
    case .edge: "system.delivery"
    case .shield: "system.delivery.shields"
    case .counterBuffer: "system.counters.buffers"
    case .counterStore: "system.counters.store"
    case .storyService: "system.stories.service"
    case .sweeper: "system.stories.sweepers"
    case .searchIndexer: "system.eventLog.searchIndexers"
    case .hashtagCounters: "system.eventLog.hashtagCounters"
    case .notifications: "system.eventLog.notifications"
    case .resizer: "system.delivery.resizers"
    case .storyViews: "system.stories.receipts.shards"
    case .inbox: "system.stories.replies.inbox"
    case .phone, .accessNetwork, .wan, .counterRow, .edgeLink, .shieldLink, .storeLink: nil
    }
  }

  /// Causes of these shares, largest first, each once; shares below `least` and those that nothing removes are left out.
  static func leading(_ shares: [(component: String, kind: String, share: Double)], least: Double, count: Int)
    -> [Cause]
  {
    var causes: [Cause] = []
    for share in shares where share.share >= least && causes.count < count {
      guard let component = Component.allCases.first(where: { $0.name == share.component }),
        let kind = TimeKind.allCases.first(where: { "\($0)" == share.kind }), let cause = Cause.of(component, kind),
        !causes.contains(cause)
      else { continue }
      causes.append(cause)
    }
    return causes
  }
}
