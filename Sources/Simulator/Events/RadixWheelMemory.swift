/// Owns the memory of one `RadixWheelList` and frees it with the last reference. The list keeps copies of the pointers.
@usableFromInline final class RadixWheelMemory {
  /// The sorted front and the space to sort it in, `frontCapacity` events each.
  private(set) var front: UnsafeMutablePointer<EventNotice>
  private(set) var scratch: UnsafeMutablePointer<EventNotice>
  private(set) var frontCapacity: Int
  /// Events per bucket while a slot is sorted.
  let counts: UnsafeMutablePointer<UInt16>
  let slots: UnsafeMutablePointer<RadixWheel.Slot>
  /// One bit per slot.
  let occupiedSlots: UnsafeMutablePointer<UInt64>
  /// Chunks of `RadixWheel.chunkSize` events, and the number that follows each in its slot or in the free list.
  private(set) var records: UnsafeMutablePointer<EventNotice>
  private(set) var links: UnsafeMutablePointer<UInt32>
  private(set) var chunkCapacity = 0

  init(frontCapacity: Int) {
    self.frontCapacity = frontCapacity
    front = .allocate(capacity: frontCapacity)
    scratch = .allocate(capacity: frontCapacity)
    counts = .allocate(capacity: 256)
    counts.initialize(repeating: 0, count: 256)
    slots = .allocate(capacity: RadixWheel.slotCount)
    slots.initialize(
      repeating: RadixWheel.Slot(head: RadixWheel.noChunk, tail: RadixWheel.noChunk, count: 0),
      count: RadixWheel.slotCount)
    occupiedSlots = .allocate(capacity: RadixWheel.slotCount / 64)
    occupiedSlots.initialize(repeating: 0, count: RadixWheel.slotCount / 64)
    records = .allocate(capacity: 0)
    links = .allocate(capacity: 0)
  }

  deinit {
    front.deallocate()
    scratch.deallocate()
    counts.deallocate()
    slots.deallocate()
    occupiedSlots.deallocate()
    records.deallocate()
    links.deallocate()
  }

  func growFront(to capacity: Int, keeping count: Int) {
    let larger = UnsafeMutablePointer<EventNotice>.allocate(capacity: capacity)
    larger.moveInitialize(from: front, count: count)
    front.deallocate()
    front = larger
    scratch.deallocate()
    scratch = .allocate(capacity: capacity)
    frontCapacity = capacity
  }

  /// Doubles the pool; the new chunks are linked into a free list that starts at the old capacity.
  func growPool() {
    let capacity = max(64, chunkCapacity * 2)
    precondition(capacity < Int(RadixWheel.noChunk), "a radix wheel holds fewer than 2^32 chunks")
    let largerRecords = LargeMemory.allocate(EventNotice.self, capacity: capacity * RadixWheel.chunkSize)
    largerRecords.moveInitialize(from: records, count: chunkCapacity * RadixWheel.chunkSize)
    records.deallocate()
    records = largerRecords
    let largerLinks = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    largerLinks.moveInitialize(from: links, count: chunkCapacity)
    links.deallocate()
    links = largerLinks
    for chunk in chunkCapacity..<capacity {
      (links + chunk).initialize(to: chunk + 1 < capacity ? UInt32(chunk + 1) : RadixWheel.noChunk)
    }
    chunkCapacity = capacity
  }
}
