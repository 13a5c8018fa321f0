/// Four queues, numbered from the lowest, 0, to the highest, with a byte limit each; a record's mark is its segment.
struct LRUSegments {
  private var queues: (RecordQueue, RecordQueue, RecordQueue, RecordQueue)
  private let limits: (Int64, Int64, Int64, Int64)
  private(set) var bytes: Int64 = 0
  private(set) var count = 0

  init(limits: (Int64, Int64, Int64, Int64)) {
    self.limits = limits
    queues = (RecordQueue(), RecordQueue(), RecordQueue(), RecordQueue())
  }

  subscript(segment: UInt32) -> RecordQueue {
    @inline(__always) get {
      switch segment {
      case 0: queues.0
      case 1: queues.1
      case 2: queues.2
      default: queues.3
      }
    }
    @inline(__always) _modify {
      switch segment {
      case 0: yield &queues.0
      case 1: yield &queues.1
      case 2: yield &queues.2
      default: yield &queues.3
      }
    }
  }

  @inline(__always) func limit(_ segment: UInt32) -> Int64 {
    switch segment {
    case 0: limits.0
    case 1: limits.1
    case 2: limits.2
    default: limits.3
    }
  }

  @inline(__always) func isOver(_ segment: UInt32) -> Bool { self[segment].bytes > limit(segment) }

  @inline(__always) mutating func append<Key>(
    _ record: UInt32, to segment: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    records[Int(record)].mark = segment
    self[segment].append(record, records)
    bytes &+= Int64(records[Int(record)].sizeBytes)
    count &+= 1
  }

  @inline(__always) mutating func remove<Key>(
    _ record: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    self[records[Int(record)].mark].remove(record, records)
    bytes &-= Int64(records[Int(record)].sizeBytes)
    count &-= 1
  }

  /// To the newest end of a segment.
  @inline(__always) mutating func move<Key>(
    _ record: UInt32, to segment: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    self[records[Int(record)].mark].remove(record, records)
    records[Int(record)].mark = segment
    self[segment].append(record, records)
  }

  mutating func resize<Key>(
    _ record: UInt32, to sizeBytes: UInt32, _ records: UnsafeMutablePointer<CachedObject<Key>>
  ) {
    bytes &+= Int64(sizeBytes) &- Int64(records[Int(record)].sizeBytes)
    self[records[Int(record)].mark].resize(record, to: sizeBytes, records)
  }

  func checkInvariants<Key>(_ records: UnsafeMutablePointer<CachedObject<Key>>) {
    for segment in 0..<4 as Range<UInt32> { self[segment].checkInvariants(records) { $0 == segment } }
    let (walked, walkedBytes) = (0..<4 as Range<UInt32>).reduce(into: (0, 0 as Int64)) {
      $0 = ($0.0 + self[$1].count, $0.1 + self[$1].bytes)
    }
    precondition(walked == count && walkedBytes == bytes, "segments hold \(walked) objects of \(count)")
  }
}
