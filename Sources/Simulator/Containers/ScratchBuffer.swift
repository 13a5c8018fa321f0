/// Memory that is rewritten at each use: grows by doubling, never shrinks, so it allocates nothing once it has grown.
public struct ScratchBuffer<Item>: ~Copyable {
  public private(set) var items: UnsafeMutablePointer<Item>
  private var capacity: Int

  public init(capacity: Int = 1_024) {
    self.capacity = capacity
    items = .allocate(capacity: capacity)
  }

  deinit { items.deallocate() }

  /// Makes room for `needed` items and one beyond, which a dropped item may touch; keeps the first `kept`.
  @inline(__always) public mutating func reserve(_ needed: Int, keeping kept: Int = 0) {
    if needed >= capacity { grow(2 * needed, kept) }
  }

  @inline(never) private mutating func grow(_ larger: Int, _ kept: Int) {
    let moved = UnsafeMutablePointer<Item>.allocate(capacity: larger)
    moved.moveInitialize(from: items, count: kept)
    items.deallocate()
    items = moved
    capacity = larger
  }
}

extension ScratchBuffer: @unchecked Sendable where Item: Sendable {}
