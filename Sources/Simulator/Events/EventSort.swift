/// Sorts event notices so that the first event comes last; allocates nothing. Buffers hold at least `count` events.
enum EventSort {
  /// Most events that `sortByByte` takes.
  static var bucketLimit: Int { 256 }
  /// Longer buckets than this are not left to an insertion sort.
  private static var longestBucket: Int { 16 }
  private static var runLength: Int { 8 }

  /// For nearly sorted or few events. `source` is in order of insertion, so that ties mostly are in order already; it is
  /// used as scratch space.
  static func sort(
    _ source: UnsafeMutablePointer<EventNotice>, count: Int, descendingInto target: UnsafeMutablePointer<EventNotice>
  ) {
    for index in 0..<count { (target + (count - 1 - index)).initialize(to: source[index]) }
    if count <= 32 { insertionSort(target, count: count) } else { mergeSort(target, count: count, scratch: source) }
  }

  /// For events that differ in the byte at `level` of their time or below it, evenly spread: one distribution over 256
  /// buckets, then an insertion sort that moves little. A lopsided spread goes to the merge sort. `counts` is 256 zeros
  /// before and after.
  static func sortByByte(
    _ level: UInt64, of source: UnsafeMutablePointer<EventNotice>, count: Int,
    descendingInto target: UnsafeMutablePointer<EventNotice>, counts: UnsafeMutablePointer<UInt16>
  ) {
    let shift = level << 3
    for index in 0..<count { counts[bucket(source[index], shift)] &+= 1 }
    var longest: UInt16 = 0
    var end = UInt16(truncatingIfNeeded: count)
    for bucket in 0..<256 {
      let events = counts[bucket]
      longest = max(longest, events)
      counts[bucket] = end
      end &-= events
    }
    for index in 0..<count {
      let bucket = bucket(source[index], shift)
      counts[bucket] &-= 1
      (target + Int(counts[bucket])).initialize(to: source[index])
    }
    counts.update(repeating: 0, count: 256)
    if longest <= longestBucket {
      insertionSort(target, count: count)
    } else {
      mergeSort(target, count: count, scratch: source)
    }
  }

  @inline(__always) private static func bucket(_ notice: EventNotice, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: UInt64(bitPattern: notice.time.nanoseconds) &>> shift) & 255
  }

  /// From the end, where the first event goes.
  private static func insertionSort(_ events: UnsafeMutablePointer<EventNotice>, count: Int) {
    var next = events + (count - 2)
    let end = events + count
    while next >= events {
      if EventNotice.precedes(next.pointee, (next + 1).pointee) {
        let notice = next.pointee
        var hole = next
        repeat {
          hole.pointee = (hole + 1).pointee
          hole += 1
        } while hole + 1 < end && EventNotice.precedes(notice, (hole + 1).pointee)
        hole.pointee = notice
      }
      next -= 1
    }
  }

  /// Bottom-up over insertion-sorted runs; sorted input costs one pass.
  private static func mergeSort(
    _ events: UnsafeMutablePointer<EventNotice>, count: Int, scratch: UnsafeMutablePointer<EventNotice>
  ) {
    if isDescending(events, count: count) { return }
    for start in stride(from: 0, to: count, by: runLength) {
      insertionSort(events + start, count: min(runLength, count - start))
    }
    var source = events
    var target = scratch
    var width = runLength
    while width < count {
      for start in stride(from: 0, to: count, by: 2 * width) {
        let middle = min(start + width, count)
        merge(source, start: start, middle: middle, end: min(middle + width, count), into: target)
      }
      swap(&source, &target)
      width *= 2
    }
    if source != events { events.update(from: source, count: count) }
  }

  private static func isDescending(_ events: UnsafeMutablePointer<EventNotice>, count: Int) -> Bool {
    for index in 1..<count where EventNotice.precedes(events[index - 1], events[index]) { return false }
    return true
  }

  private static func merge(
    _ source: UnsafeMutablePointer<EventNotice>, start: Int, middle: Int, end: Int,
    into target: UnsafeMutablePointer<EventNotice>
  ) {
    var left = start
    var right = middle
    for index in start..<end {
      let takesRight = left == middle || (right < end && EventNotice.precedes(source[left], source[right]))
      (target + index).initialize(to: source[takesRight ? right : left])
      if takesRight { right += 1 } else { left += 1 }
    }
  }
}
