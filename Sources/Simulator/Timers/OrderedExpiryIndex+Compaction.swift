extension OrderedExpiryIndex {
  /// Removes all tombstones, from the left until none is left: leaves close up, empty ones leave the tree.
  public mutating func compact() {
    var (node, previous) = (firstLeaf, Self.none)
    while node != Self.none, tombstones > 0 {
      let leaf = leaves.pointer(node)
      let next = leaf.pointee.next
      tombstones -= leaf.pointee.dead.nonzeroBitCount
      if height > 0 && leaf.pointee.dead.nonzeroBitCount == leaf.pointee.count {
        if previous == Self.none { firstLeaf = next } else { leaves.pointer(previous).pointee.next = next }
        removeFromBranches(node, holding: leaf.pointee.entries[0])
        leaves.free(node)
      } else {
        closeUp(leaf)
        previous = node
      }
      node = next
    }
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

  /// Takes a leaf out of its branch, and branches that are empty then out of theirs. Its range falls to its neighbour.
  private mutating func removeFromBranches(_ leaf: UInt32, holding entry: ExpiryEntry) {
    var path = InlineArray<12, UInt32>(repeating: 0)
    var node = root
    for level in 0..<height {
      path[level] = node
      let branch = branches.pointer(node)
      node = branch.pointee.children[child(branch, entry)]
    }
    precondition(node == leaf, "a leaf is not found by its first entry")
    var level = height - 1
    while true {
      let branch = branches.pointer(path[level])
      remove(at: child(branch, entry), of: branch)
      if branch.pointee.count > 0 || level == 0 { break }
      branches.free(path[level])
      level -= 1
    }
    while height > 0, branches.pointer(root).pointee.count == 1 {
      let only = branches.pointer(root).pointee.children[0]
      branches.free(root)
      (root, height) = (only, height - 1)
    }
  }

  private func remove(at place: Int, of branch: UnsafeMutablePointer<Branch>) {
    for moved in place + 1..<max(branch.pointee.count, place + 1) {
      branch.pointee.lowest[moved - 1] = branch.pointee.lowest[moved]
      branch.pointee.children[moved - 1] = branch.pointee.children[moved]
    }
    branch.pointee.count -= 1
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
      node = branch.pointee.children[child(branch, entry)]
    }
    return node == leaf
  }
}
