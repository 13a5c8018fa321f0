/// Buckets of equal length, such as an hour: a bucket's entries lie one after the other as they came, and come due together
/// when it has ended. Nothing is sorted, and a search never meets what has gone.
///
/// A bucket is a chain of chunks of 512 entries, 16 bytes each. A cancelled entry is marked in place and its memory comes
/// back with its chunk. The few open buckets are a sorted list.
public struct ExpiryBuckets: ExpiryIndex, ~Copyable {
  struct Bucket {
    /// Comes due at `number` × granularity.
    var number: UInt64
    var first: UInt32
    var last: UInt32
    /// Places of the first chunk given out, and of the last chunk in use.
    var drained = 0
    var filled = 0
  }

  struct Chunk {
    var next: UInt32 = .max
    var entries = InlineArray<512, ExpiryEntry>(repeating: ExpiryBuckets.gone)
  }

  private static var none: UInt32 { .max }
  static var gone: ExpiryEntry { ExpiryEntry(due: SimTime(nanoseconds: .min), key: .max) }

  public let granularity: SimDuration
  public private(set) var count = 0
  private var chunks = BlockPool<Chunk>(blockShift: 4)
  /// By number, the latest last.
  private var buckets: [Bucket] = []

  public init(granularity: SimDuration) {
    precondition(granularity > .zero, "a bucket is longer than nothing")
    self.granularity = granularity
  }

  public var bytes: Int { chunks.bytes + buckets.count * MemoryLayout<Bucket>.stride }

  public mutating func insert(_ entry: ExpiryEntry) -> UInt64 {
    let place = bucket(numbered: number(of: entry))
    if buckets[place].filled == 512 {
      let chunk = newChunk()
      chunks.pointer(buckets[place].last).pointee.next = chunk
      (buckets[place].last, buckets[place].filled) = (chunk, 0)
    }
    let (chunk, position) = (buckets[place].last, buckets[place].filled)
    chunks.pointer(chunk).pointee.entries[position] = entry
    buckets[place].filled += 1
    count += 1
    return UInt64(chunk) << 9 | UInt64(position)
  }

  public mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool {
    let (chunk, position) = (UInt32(truncatingIfNeeded: ticket >> 9), Int(ticket & 511))
    guard chunks.isKnown(chunk), chunks.pointer(chunk).pointee.entries[position] == entry else { return false }
    chunks.pointer(chunk).pointee.entries[position] = Self.gone
    count -= 1
    return true
  }

  public mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    let ended = UInt64(max(now.nanoseconds, 0)) / UInt64(granularity.nanoseconds)
    var taken = 0
    while let bucket = buckets.first, bucket.number <= ended, taken < batch.count {
      taken = drain(into: batch, after: taken)
    }
    count -= taken
    return taken
  }

  /// Takes what there is room for from the first chunk of the first bucket; returns how many are in the batch then.
  private mutating func drain(into batch: UnsafeMutableBufferPointer<ExpiryEntry>, after taken: Int) -> Int {
    let first = buckets[0].first
    let chunk = chunks.pointer(first)
    let isLast = first == buckets[0].last
    let end = isLast ? buckets[0].filled : 512
    var (count, position) = (taken, buckets[0].drained)
    while position < end, count < batch.count {
      let entry = chunk.pointee.entries[position]
      if entry != Self.gone {
        batch[count] = entry
        count += 1
        chunk.pointee.entries[position] = Self.gone
      }
      position += 1
    }
    buckets[0].drained = position
    if position == end {
      (buckets[0].first, buckets[0].drained) = (chunk.pointee.next, 0)
      chunks.free(first)
      if isLast { buckets.removeFirst() }
    }
    return count
  }

  private func number(of entry: ExpiryEntry) -> UInt64 {
    let (whole, rest) = UInt64(max(entry.due.nanoseconds, 0))
      .quotientAndRemainder(dividingBy: UInt64(granularity.nanoseconds))
    return whole + (rest > 0 ? 1 : 0)
  }

  /// Index of a bucket, which is opened when there is none. Mostly it is the last one.
  private mutating func bucket(numbered number: UInt64) -> Int {
    var (low, high) = (0, buckets.count)
    if let last = buckets.last, last.number <= number {
      if last.number == number { return buckets.count - 1 }
      low = high
    }
    while low < high {
      let middle = (low + high) / 2
      if buckets[middle].number < number { low = middle + 1 } else { high = middle }
    }
    if low < buckets.count, buckets[low].number == number { return low }
    let chunk = newChunk()
    buckets.insert(Bucket(number: number, first: chunk, last: chunk), at: low)
    return low
  }

  private mutating func newChunk() -> UInt32 {
    let chunk = chunks.take()
    chunks.pointer(chunk).initialize(to: Chunk())
    return chunk
  }

  public func checkInvariants() {
    var (live, used, before) = (0, 0, nil as UInt64?)
    for bucket in buckets {
      precondition(before.map { $0 < bucket.number } ?? true, "buckets are out of order")
      before = bucket.number
      var (chunk, position) = (bucket.first, bucket.drained)
      while chunk != Self.none {
        let end = chunk == bucket.last ? bucket.filled : 512
        for place in position..<max(end, position) {
          let entry = chunks.pointer(chunk).pointee.entries[place]
          if entry == Self.gone { continue }
          live += 1
          precondition(number(of: entry) == bucket.number, "entry \(entry) lies in the wrong bucket")
        }
        (chunk, position, used) = (chunks.pointer(chunk).pointee.next, 0, used + 1)
      }
    }
    precondition(live == count, "\(live) entries found, \(count) counted")
    precondition(used == chunks.liveCount, "\(used) chunks linked, \(chunks.liveCount) in use")
  }
}

extension ExpiryBuckets: @unchecked Sendable {}
