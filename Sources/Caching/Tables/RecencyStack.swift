/// A second order of a table's records, with links of its own: by last request, the latest on top.
struct RecencyStack: ~Copyable {
  private struct Links: BitwiseCopyable {
    var above: UInt32
    var below: UInt32
  }

  private var links: RecordColumn<Links>
  private(set) var top = Link.none
  private(set) var bottom = Link.none
  private(set) var bytes: Int64 = 0

  init(expectedObjects: Int) { links = RecordColumn(expectedObjects: expectedObjects) }

  @inline(__always) mutating func push<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    // A record taken from a queue is new to the column too when the column has not grown that far.
    links.start(record, with: Links(above: Link.none, below: Link.none))
    linkTop(record)
    bytes &+= Int64(records[Int(record)].sizeBytes)
  }

  @inline(__always) mutating func remove<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    unlink(record)
    bytes &-= Int64(records[Int(record)].sizeBytes)
  }

  @inline(__always) mutating func moveToTop(_ record: UInt32) {
    if record == top { return }
    unlink(record)
    linkTop(record)
  }

  /// Counts a member's new size; the record is changed by the caller.
  mutating func resize<Key>(
    _ record: UInt32, to sizeBytes: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    bytes &+= Int64(sizeBytes) &- Int64(records[Int(record)].sizeBytes)
  }

  @inline(__always) private mutating func linkTop(_ record: UInt32) {
    links[record] = Links(above: Link.none, below: top)
    if top == Link.none { bottom = record } else { links[top].above = record }
    top = record
  }

  @inline(__always) private mutating func unlink(_ record: UInt32) {
    let (above, below) = (links[record].above, links[record].below)
    if below == Link.none { bottom = above } else { links[below].above = above }
    if above == Link.none { top = below } else { links[above].below = below }
  }

  /// Walks the links both ways; returns members, those with the bit `low` and their bytes, and those with the bit
  /// `others`.
  func checkInvariants<Key>(
    _ records: UnsafeMutablePointer<CachedObject<Key>>, low: UInt32, stack: UInt32, others: UInt32
  ) -> (count: Int, low: Int, lowBytes: Int64, others: Int) {
    var (members, walkedBytes) = ((count: 0, low: 0, lowBytes: 0 as Int64, others: 0), 0 as Int64)
    var (record, previous) = (bottom, Link.none)
    while record != Link.none {
      let object = records[Int(record)]
      precondition(links[record].below == previous, "the stack's links disagree at record \(record)")
      precondition(object.mark & stack != 0, "record \(record) does not know that it is in the stack")
      members.count += 1
      walkedBytes += Int64(object.sizeBytes)
      if object.mark & low != 0 {
        members.low += 1
        members.lowBytes += Int64(object.sizeBytes)
      }
      if object.mark & others != 0 { members.others += 1 }
      (previous, record) = (record, links[record].above)
    }
    precondition(previous == top && walkedBytes == bytes, "walked \(walkedBytes) bytes of the stack's \(bytes)")
    return members
  }
}
