/// The numbers of a run on the picture of the platform.
extension FlowPicture {
  /// Two short lines inside a node.
  func facts(_ node: Node) -> [String] {
    switch node.station {
    case Self.author:
      return [
        sum(["posts", "storyPosts"]).map { "\($0) photos" },
        time("post.upload", "phone", "service").map { "prepare \($0)" },
      ].compactMap { $0 }
    case Self.follower:
      return [rate("sessions").map { "\($0) sessions" }, rate("pages").map { "\($0) pages" }].compactMap { $0 }
    default:
      guard let station = station(node.station) else { return [] }
      if station.arrivalsPerSecond == 0 { return ["idle"] }
      let service = station.meanServiceSeconds > 0 ? Readable.seconds(station.meanServiceSeconds) : nil
      let wait = station.meanWaitingSeconds > 0 ? Readable.seconds(station.meanWaitingSeconds) : "0"
      return [
        Readable.value(station.arrivalsPerSecond, .perSecond), service.map { "\($0) + \(wait)" } ?? "wait \(wait)",
      ]
    }
  }

  /// The sentence of a node, shown on hover.
  func detail(_ node: Node) -> String {
    guard let station = station(node.station) else { return node.title }
    return "\(node.title): \(station.instances) × \(station.serversPerInstance) servers, "
      + "\(Readable.value(station.arrivalsPerSecond, .perSecond)), utilisation "
      + "\(Readable.percent(station.utilisation.value)), busiest \(Readable.percent(station.busiestUtilisation.value)), "
      + "mean wait \(Readable.seconds(station.meanWaitingSeconds))"
  }

  var edges: [Edge] {
    let author = Self.author, follower = Self.follower
    let usesProxies = !isIdle("uploadProxy") && station("uploadProxy") != nil
    let put = time("post.upload", "accessNetwork", "network").map { "bytes, \($0) on the network" } ?? "bytes"
    var edges: [Edge] = [
      Edge(from: author, to: "uploadService", way: .across),
      Edge(from: "objectStore", to: "mediaWorkers", way: .across),
      Edge(from: "mediaWorkers", to: "moderation", way: .across),
      Edge(from: "moderation", to: "postStore", way: .across),
      Edge(from: "postStore", to: "eventLog", way: .down),
      Edge(from: "eventLog", to: "fanOut", way: .across),
      Edge(from: "fanOut", to: "timelineCache", way: .across, label: rate("deliveries") ?? ""),
      Edge(from: "eventLog", to: "hashtagCounters", way: .across),
      Edge(from: "eventLog", to: "searchIndexer", way: .gutter(5)),
      Edge(from: "eventLog", to: "notifications", way: .gutter(5)),
      Edge(from: "postStore", to: "postReplica", way: .below(gutter: 4), label: "replication"),
      Edge(
        from: follower, to: "gateway", way: .across, label: time("feed.load", "accessNetwork", "network") ?? ""),
      Edge(
        from: follower, to: "edge", way: .gutter(0),
        label: [rate("edgeRequests"), time("image.fetch", "accessNetwork", "network")].compactMap { $0 }
          .joined(separator: " · ")),
      Edge(from: "edge", to: "shield", way: .across, label: misses("edge") ?? ""),
      Edge(from: "shield", to: "objectStore", way: .up, label: rate("originRequests") ?? ""),
      Edge(from: "gateway", to: "feedService", way: .across, label: rate("pages") ?? ""),
      Edge(from: "feedService", to: "timelineCache", way: .gutter(2)),
      Edge(from: "feedService", to: "authorCache", way: .gutter(2)),
      Edge(from: "feedService", to: "postReplica", way: .across),
      Edge(from: "feedService", to: "ranker", way: .gutter(2)),
      Edge(
        from: "gateway", to: "storyService", way: .gutter(1), label: operationRate("story.tray") ?? ""),
    ]
    if usesProxies {
      edges.append(Edge(from: author, to: "uploadProxy", way: .gutter(0), label: put))
      edges.append(Edge(from: "uploadProxy", to: "objectStore", way: .gutter(1)))
    } else {
      edges.append(Edge(from: author, to: "objectStore", way: .above, label: put))
    }
    let likes = sum(["likes", "comments"]) ?? ""
    if isIdle("counterBuffer") {
      edges.append(Edge(from: "gateway", to: "counterStore", way: .gutter(1), label: likes))
    } else {
      edges.append(Edge(from: "gateway", to: "counterBuffer", way: .gutter(1), label: likes))
      edges.append(Edge(from: "counterBuffer", to: "counterStore", way: .across, label: scalar("counter.rowUpdates")))
    }
    return edges
  }

  private func rate(_ name: String) -> String? { sum([name]) }

  private func sum(_ names: [String]) -> String? {
    let found = variant.rates.filter { names.contains($0.name) && $0.executed > 0 }
    if found.isEmpty { return nil }
    return Readable.value(found.reduce(0) { $0 + $1.perSecond.value }, .perSecond)
  }

  private func operationRate(_ name: String) -> String? {
    variant.operations.first { $0.name == name && $0.completed > 0 }.map { Readable.value($0.rate.value, .perSecond) }
  }

  private func misses(_ cache: String) -> String? {
    variant.caches.first { $0.name == cache && $0.missesPerSecond > 0 }.map {
      Readable.value($0.missesPerSecond, .perSecond)
    }
  }

  private func scalar(_ name: String) -> String {
    variant.scalars.first { $0.name == name }.map(Readable.scalar) ?? ""
  }

  /// Mean time per request of one part of an operation.
  private func time(_ operation: String, _ component: String, _ kind: String) -> String? {
    let shares = variant.operations.first { $0.name == operation }?.meanShares ?? []
    return shares.first { $0.component == component && $0.kind == kind }.map { Readable.seconds($0.seconds) }
  }
}
