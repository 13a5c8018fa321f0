/// The followees of one user, each author once with the lowest position, in order of first appearance; on the stack.
///
/// An open-addressing table of entry numbers beside the entries; `slotCount` is a power of two above `capacity`.
struct FolloweeFilter<let capacity: Int, let slotCount: Int> {
  /// Author in the top 32 bits, position below.
  private var entries = InlineArray<capacity, UInt64>(repeating: 0)
  /// Entry number plus one, 0 when free.
  private var slots = InlineArray<slotCount, UInt16>(repeating: 0)
  private(set) var count = 0

  init() {}

  @inline(__always) mutating func insert(_ author: UInt32, _ position: UInt32) {
    var slot = Int(author &* 0x9E37_79B9) & (slotCount - 1)
    while slots[unchecked: slot] != 0 {
      let index = Int(slots[unchecked: slot]) - 1
      if UInt32(truncatingIfNeeded: entries[unchecked: index] >> 32) == author {
        entries[unchecked: index] = min(entries[unchecked: index], UInt64(author) << 32 | UInt64(position))
        return
      }
      slot = (slot + 1) & (slotCount - 1)
    }
    entries[count] = UInt64(author) << 32 | UInt64(position)
    count += 1
    slots[unchecked: slot] = UInt16(truncatingIfNeeded: count)
  }

  @inline(__always) func entry(_ index: Int) -> (author: UserID, position: UInt32) {
    let packed = entries[unchecked: index]
    return (UserID(UInt32(truncatingIfNeeded: packed >> 32)), UInt32(truncatingIfNeeded: packed))
  }
}
