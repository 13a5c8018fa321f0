import Simulator

/// How the nodes of a PoP share out the keys.
public enum NodePlacement: String, CaseIterable, Sendable {
  /// The node with the highest hash of (key, node): a lost node's keys spread over the others, and no other key moves
  /// (rendezvous hashing, Thaler & Ravishankar 1998).
  case consistent
  /// Hash modulo the nodes that are up: almost every key moves when one is lost.
  case modulo
}

/// Whether PoPs look into each other's caches.
public enum EdgeCollaboration: String, CaseIterable, Sendable {
  case none
  /// All PoPs of a region are one cache; each owns the keys that hash to it.
  case region
}

/// Nodes of every PoP that fail, once.
public struct NodeLossParameters: ParameterSet, Equatable {
  public var nodes = 0
  public var at = SimDuration.seconds(30)
  public var lasts = SimDuration.seconds(30)

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .count(
      "nodes", \.nodes, 0...EdgeServers.mostNodes, "Nodes that each PoP loses; at least one stays.",
      source: "assumed: none is lost"),
    .duration(
      "at", \.at, .zero ... .days(7), "When they are lost, from the start of the warm-up.", source: "assumed"),
    .duration(
      "lasts", \.lasts, .zero ... .days(7), "How long they are away; they come back empty.", source: "assumed"),
  ]
}

/// Which server of a PoP holds a key.
struct EdgeServers: Sendable {
  static let mostNodes = 64

  let nodesPerPop: UInt32
  private let placement: NodePlacement
  /// Nodes 0 ..< lost of every PoP are away.
  private(set) var lost: UInt32 = 0

  init(_ parameters: DeliveryParameters) {
    nodesPerPop = UInt32(parameters.edgeNodes)
    placement = parameters.placement
  }

  /// Index among all servers of the region.
  @inline(__always) func server(ofPop pop: UInt16, key: UInt64) -> UInt32 {
    nodesPerPop == 1 ? UInt32(pop) : UInt32(pop) * nodesPerPop + node(of: key)
  }

  func node(of key: UInt64) -> UInt32 {
    if placement == .modulo { return lost + UInt32(Draws.mix(key ^ 0x0D15_EA5E) % UInt64(nodesPerPop - lost)) }
    var (best, highest) = (lost, UInt64(0))
    for node in lost..<nodesPerPop {
      let hash = Draws.mix(key ^ (UInt64(node) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
      if hash >= highest { (best, highest) = (node, hash) }
    }
    return best
  }

  mutating func lose(_ nodes: Int) { lost = min(UInt32(nodes), nodesPerPop - 1) }
  mutating func restore() { lost = 0 }
}

extension RegionalPlatform {
  mutating func scheduleNodeLoss(_ kernel: inout EngineKernel) {
    let loss = parameters.delivery.nodeLoss
    if loss.nodes == 0 { return }
    kernel.schedule(at: .zero + loss.at, kind: EventKind.edgeNodesLost.rawValue, slot: 0)
    kernel.schedule(at: .zero + loss.at + loss.lasts, kind: EventKind.edgeNodesBack.rawValue, slot: 0)
  }

  /// What the lost nodes held is gone, also for their return.
  mutating func loseEdgeNodes() {
    edgeServers.lose(parameters.delivery.nodeLoss.nodes)
    for pop in 0..<UInt32(keptPops.count) {
      for node in 0..<edgeServers.lost { edgeCaches[pop * edgeServers.nodesPerPop + node].empty() }
    }
  }

  /// The PoP that owns a key: the viewer's own, unless the region's PoPs collaborate.
  @inline(__always) func owner(of key: UInt64, edge: UInt16) -> UInt16 {
    if parameters.delivery.collaboration == .none { return edge }
    return UInt16(Draws.mix(key ^ 0xC011_AB02).multipliedFullWidth(by: UInt64(keptPops.count)).high)
  }
}
