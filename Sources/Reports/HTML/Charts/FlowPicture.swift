/// The platform on one sheet: the way of a photo along the top, the ways of its readers below.
///
/// Places are laid out by hand on a grid; numbers come from one variant's stations, rates, caches and operations.
struct FlowPicture {
  struct Node {
    /// Of the station; phones have none.
    var station: String
    var title: String
    var column: Double
    var row: Double
  }

  /// Where a line leaves a node and where it enters the next one.
  enum Way {
    case across
    case down
    case up
    /// Right or left to a gutter between two columns, along it, and on.
    case gutter(Double)
    /// Up from the top of one node, along the upper edge, down to the top of the other.
    case above
    /// Down from the bottom, along a height between two rows, and to the side.
    case below(gutter: Double)
  }

  struct Edge {
    var from: String
    var to: String
    var way: Way
    var label = ""
  }

  let variant: VariantResult

  init(_ variant: VariantResult) { self.variant = variant }

  static let columnPitch = 190.0
  static let rowPitch = 104.0
  static let left = 12.0
  static let top = 44.0
  static let nodeWidth = 140.0
  static let nodeHeight = 70.0

  static let author = "author"
  static let follower = "follower"

  static let nodes: [Node] = [
    Node(station: author, title: "author’s phone", column: 0, row: 0),
    Node(station: "uploadService", title: "upload service", column: 1, row: 0),
    Node(station: "uploadProxy", title: "upload proxies", column: 1, row: 1),
    Node(station: "objectStore", title: "object store", column: 2, row: 0),
    Node(station: "mediaWorkers", title: "media workers", column: 3, row: 0),
    Node(station: "moderation", title: "moderation", column: 4, row: 0),
    Node(station: "postStore", title: "post store", column: 5, row: 0),
    Node(station: "eventLog", title: "event log", column: 5, row: 1),
    Node(station: "searchIndexer", title: "search indexer", column: 6, row: 0),
    Node(station: "hashtagCounters", title: "hashtag counters", column: 6, row: 1),
    Node(station: "notifications", title: "notifications", column: 6, row: 2),
    Node(station: "fanOut", title: "fan-out workers", column: 4, row: 1),
    Node(station: "timelineCache", title: "timeline cache", column: 3, row: 1),
    Node(station: "authorCache", title: "author cache", column: 3, row: 2),
    Node(station: "postReplica", title: "post replicas", column: 3, row: 3),
    Node(station: "ranker", title: "rankers", column: 3, row: 4),
    Node(station: "edge", title: "edge PoPs", column: 1, row: 2),
    Node(station: "shield", title: "regional shield", column: 2, row: 2),
    Node(station: follower, title: "follower’s phone", column: 0, row: 3),
    Node(station: "gateway", title: "gateway", column: 1, row: 3),
    Node(station: "feedService", title: "feed service", column: 2, row: 3),
    Node(station: "storyService", title: "story service", column: 2, row: 4),
    Node(station: "counterBuffer", title: "counter buffer", column: 2, row: 5),
    Node(station: "counterStore", title: "counter rows", column: 3, row: 5),
    Node(station: "sweeper", title: "story sweepers", column: 4, row: 4),
  ]

  func svg(id: String) -> Markup {
    let known = Self.nodes.filter { station($0.station) != nil }
    if known.count < 3 { return .empty }
    let shown = Self.nodes.filter { isShown($0) }
    let lines = edges.filter { edge in
      shown.contains { $0.station == edge.from } && shown.contains { $0.station == edge.to }
    }
    let width = Self.left * 2 + Self.columnPitch * 6 + Self.nodeWidth
    let height = Self.top + Self.rowPitch * 5 + Self.nodeHeight + 12
    return """
      <svg class="flow" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-t \(id)-d">
      <title id="\(id)-t">The platform and what flowed through it</title><desc id="\(id)-d">\(words)</desc>
      <defs><marker id="\(id)-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
      orient="auto-start-reverse"><path class="arrow" d="M0 0L8 4L0 8Z"/></marker></defs>
      \(lines.map { line($0, id) })\(shown.map(box))\(lines.map(label))
      </svg>

      """
  }

  func station(_ name: String) -> StationResult? { variant.stations.first { $0.name == name } }

  /// Upload proxies and the counter buffer are one of two ways: they stand in the picture when they are used.
  private func isShown(_ node: Node) -> Bool {
    if node.station == Self.author || node.station == Self.follower { return true }
    guard let station = station(node.station) else { return false }
    return !["uploadProxy", "counterBuffer"].contains(node.station) || station.arrivalsPerSecond > 0
  }

  func isIdle(_ name: String) -> Bool { station(name).map { $0.arrivalsPerSecond == 0 } ?? false }

  private var words: String {
    let busy = Digest.busiestFirst(variant).prefix(3).map {
      "\($0.name) \(Readable.percent($0.busiestUtilisation.value)) busy"
    }
    return
      "Photos go from the author’s phone through object store, media workers, moderation and post store to the event "
      + "log, and by fan-out to the timeline cache. Followers read through gateway and feed service, and fetch images from "
      + "edge, shield and object store. Busiest: \(busy.joined(separator: ", ")). The table of capacity has every number."
  }

  private func box(_ node: Node) -> Markup {
    let x = Self.left + node.column * Self.columnPitch, y = Self.top + node.row * Self.rowPitch
    let station = station(node.station)
    let isFirst =
      variant.firstBottleneck.map { node.station == ($0.kind == .row ? "counterStore" : $0.name) } ?? false
    let kind: Markup =
      station == nil ? " client" : isIdle(node.station) ? " idle" : isFirst ? " first" : .empty
    let texts = facts(node).enumerated().map { index, text -> Markup in
      "<text class=\"fact\" x=\"\(x + 10)\" y=\"\(y + 36 + Double(index) * 15)\">\(text)</text>\n"
    }
    var meter = Markup.empty
    if let station, station.arrivalsPerSecond > 0 {
      let span = Self.nodeWidth - 20
      meter = """
        <rect class="track" x="\(x + 10)" y="\(y + 60)" width="\(span)" height="4" rx="2"/>\
        <rect class="run" x="\(x + 10)" y="\(y + 60)" width="\(span * min(max(station.utilisation.value, 0.004), 1))" \
        height="4" rx="2"/>

        """
    }
    return """
      <g class="node\(kind)"><title>\(detail(node))</title>\
      <rect class="box" x="\(x)" y="\(y)" width="\(Self.nodeWidth)" height="\(Self.nodeHeight)" rx="8"/>\
      <text class="name" x="\(x + 10)" y="\(y + 20)">\(node.title)</text>
      \(texts)\(meter)</g>

      """
  }
}
