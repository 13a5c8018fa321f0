/// Records of a plain type by UInt32 slot, in blocks that never move: no doubling, so memory follows the need.
struct BlockPool<Record>: ~Copyable {
  private var blocks: [UnsafeMutablePointer<Record>] = []
  private var freed: [UInt32] = []
  private var used = 0
  private let blockShift: Int

  /// Blocks of 2^`blockShift` records.
  init(blockShift: Int) { self.blockShift = blockShift }

  deinit { for block in blocks { block.deallocate() } }

  var liveCount: Int { used - freed.count }
  var bytes: Int { (blocks.count << blockShift) * MemoryLayout<Record>.stride + freed.count * 4 }

  /// A slot whose record the caller writes.
  @inline(__always) mutating func take() -> UInt32 {
    if let slot = freed.popLast() { return slot }
    if used >> blockShift == blocks.count {
      blocks.append(LargeMemory.allocate(Record.self, capacity: 1 << blockShift))
    }
    used += 1
    return UInt32(used - 1)
  }

  @inline(__always) mutating func free(_ slot: UInt32) { freed.append(slot) }

  /// Whether the slot was ever given out.
  @inline(__always) func isKnown(_ slot: UInt32) -> Bool { Int(slot) < used }

  @inline(__always) func pointer(_ slot: UInt32) -> UnsafeMutablePointer<Record> {
    blocks[Int(slot) >> blockShift] + Int(slot) & ((1 << blockShift) - 1)
  }
}

extension BlockPool: @unchecked Sendable where Record: Sendable {}
