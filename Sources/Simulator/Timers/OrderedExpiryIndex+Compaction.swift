extension OrderedExpiryIndex {
  /// Removes all tombstones: leaves close up, empty ones go, and the levels above are built anew. Linear in the leaves.
  public mutating func compact() {
    if tombstones == 0 { return }
    var kept: [UInt32] = []
    var node = firstLeaf
    while node != Self.none {
      let leaf = leaves.pointer(node)
      let next = leaf.pointee.next
      closeUp(leaf)
      if leaf.pointee.count > 0 || next == Self.none && kept.isEmpty { kept.append(node) } else { leaves.free(node) }
      node = next
    }
    for place in kept.indices {
      leaves.pointer(kept[place]).pointee.next = place + 1 < kept.count ? kept[place + 1] : Self.none
    }
    firstLeaf = kept[0]
    tombstones = 0
    rebuildBranches(over: kept)
  }

  private func closeUp(_ leaf: UnsafeMutablePointer<Leaf>) {
    if leaf.pointee.dead == 0 { return }
    var kept = 0
    for place in 0..<leaf.pointee.count where leaf.pointee.dead >> UInt64(place) & 1 == 0 {
      leaf.pointee.entries[kept] = leaf.pointee.entries[place]
      kept += 1
    }
    (leaf.pointee.count, leaf.pointee.dead) = (kept, 0)
  }

  /// Branches of 48 children, so that the next insertions split none.
  private mutating func rebuildBranches(over leafNodes: [UInt32]) {
    freeBranches(root, height)
    var nodes = leafNodes
    var lowest = leafNodes.map { leaves.pointer($0).pointee.entries[0] }
    height = 0
    while nodes.count > 1 {
      var (upper, upperLowest) = ([UInt32](), [ExpiryEntry]())
      for place in nodes.indices {
        if place % 48 == 0 {
          upper.append(branches.take())
          branches.pointer(upper[upper.count - 1]).initialize(to: Branch())
          upperLowest.append(lowest[place])
        }
        append(lowest[place], nodes[place], to: upper[upper.count - 1])
      }
      (nodes, lowest, height) = (upper, upperLowest, height + 1)
    }
    root = nodes[0]
  }

  private mutating func freeBranches(_ node: UInt32, _ level: Int) {
    if level == 0 { return }
    let branch = branches.pointer(node).pointee
    for place in 0..<branch.count { freeBranches(branch.children[place], level - 1) }
    branches.free(node)
  }

  public func checkInvariants() {
    var (live, dead, chained, node, last) = (0, 0, 0, firstLeaf, nil as ExpiryEntry?)
    while node != Self.none {
      let leaf = leaves.pointer(node)
      for place in 0..<leaf.pointee.count {
        let entry = leaf.pointee.entries[place]
        precondition(last.map { $0 <= entry } ?? true, "entries are out of order at \(entry)")
        last = entry
        if leaf.pointee.dead >> UInt64(place) & 1 == 0 {
          live += 1
          precondition(isReachable(entry, in: node), "entry \(entry) is not found from the root")
        } else {
          dead += 1
        }
      }
      precondition(
        leaf.pointee.count == 64 || leaf.pointee.dead >> UInt64(leaf.pointee.count) == 0, "tombstones without entries")
      (node, chained) = (leaf.pointee.next, chained + 1)
    }
    precondition(live == count && dead == tombstones, "\(live) live and \(dead) dead, counted \(count), \(tombstones)")
    precondition(chained == leaves.liveCount, "\(chained) leaves linked, \(leaves.liveCount) in use")
  }

  private func isReachable(_ entry: ExpiryEntry, in leaf: UInt32) -> Bool {
    var node = root
    for _ in 0..<height {
      let branch = branches.pointer(node)
      node = branch.pointee.children[branch.pointee.child(of: entry)]
    }
    return node == leaf
  }
}
