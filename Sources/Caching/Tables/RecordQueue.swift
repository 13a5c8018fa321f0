/// Records of a table from oldest to newest, linked both ways; knows their number and bytes.
struct RecordQueue {
  private(set) var newest = Link.none
  private(set) var oldest = Link.none
  private(set) var bytes: Int64 = 0
  private(set) var count = 0

  @inline(__always) mutating func append<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    linkNewest(record, records)
    bytes &+= Int64(records[Int(record)].sizeBytes)
    count &+= 1
  }

  @inline(__always) mutating func remove<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    unlink(record, records)
    bytes &-= Int64(records[Int(record)].sizeBytes)
    count &-= 1
  }

  @inline(__always) mutating func moveToNewest<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    if record == newest { return }
    unlink(record, records)
    linkNewest(record, records)
  }

  /// Gives a member another size.
  @inline(__always) mutating func resize<Key>(
    _ record: UInt32, to sizeBytes: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    bytes &+= Int64(sizeBytes) &- Int64(records[Int(record)].sizeBytes)
    records[Int(record)].sizeBytes = sizeBytes
  }

  @inline(__always) private mutating func linkNewest<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    records[Int(record)].older = newest
    records[Int(record)].newer = Link.none
    if newest == Link.none { oldest = record } else { records[Int(newest)].newer = record }
    newest = record
  }

  @inline(__always) private mutating func unlink<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    let (before, after) = (records[Int(record)].older, records[Int(record)].newer)
    if before == Link.none { oldest = after } else { records[Int(before)].newer = after }
    if after == Link.none { newest = before } else { records[Int(after)].older = before }
  }

  /// Walks the links both ways and recounts; `isMember` says whether a record's mark belongs here.
  func checkInvariants<Key>(
    _ records: UnsafeMutablePointer<CachedObject<Key>>, isMember: (UInt32) -> Bool = { _ in true }
  ) {
    var (walked, walkedBytes, record, previous) = (0, Int64(0), oldest, Link.none)
    while record != Link.none {
      let object = records[Int(record)]
      precondition(object.older == previous, "links disagree at record \(record)")
      precondition(isMember(object.mark), "record \(record) has mark \(object.mark), which is of another queue")
      walked += 1
      walkedBytes += Int64(object.sizeBytes)
      (previous, record) = (record, object.newer)
    }
    precondition(previous == newest && walked == count, "walked \(walked) objects of \(count)")
    precondition(walkedBytes == bytes, "walked \(walkedBytes) bytes of \(bytes)")
  }
}
