import CProcessor
import Glibc

/// Memory for tables that are read at random: on huge pages from half of one on, so that a look-up does not pay for a walk
/// of the page tables too. Free it with `deallocate()`.
public enum LargeMemory {
  private static let hugePage = 2 << 20

  /// Asks for the line at an address early; it may be any address.
  @inlinable @inline(__always) public static func prefetch(_ address: UnsafeRawPointer) { processor_prefetch(address) }

  /// Room for `capacity` items, not initialised. Pages that are never written cost nothing.
  public static func allocate<Item: ~Copyable>(_: Item.Type, capacity: Int) -> UnsafeMutablePointer<Item> {
    let bytes = capacity * MemoryLayout<Item>.stride
    if bytes < hugePage / 2 { return .allocate(capacity: capacity) }
    let whole = (bytes + hugePage - 1) / hugePage * hugePage
    let block = UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: hugePage)
    // Advice only: without it the table works, slower.
    _ = madvise(block, whole, MADV_HUGEPAGE)
    return block.bindMemory(to: Item.self, capacity: capacity)
  }
}
