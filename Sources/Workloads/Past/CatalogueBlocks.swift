import Glibc
import Simulator

/// One kind of past posts in blocks: ordinal = block number · 32 + number in the block, blocks counted back from 0.
///
/// Tables are plain memory, so reading an author's posts counts no references; `PostCatalogue` frees them.
struct CatalogueBlocks: @unchecked Sendable {
  /// Posts that a block can hold.
  static let blockCapacity = 32

  /// Length of a block by class, ns; 0 for a class that posts nothing.
  let lengths: InlineArray<4, Int64>
  /// 2⁶⁴·P(count ≤ k) for k = 0 … 31, class after class.
  private let thresholds: UnsafeMutablePointer<UInt64>
  /// By class and the top byte of a draw: the least count that it can give.
  private let guides: UnsafeMutablePointer<UInt8>
  private let isStory: Bool
  let draws: Draws

  init(ratesPerDay: [Double], isStory: Bool, draws: Draws) {
    self.isStory = isStory
    self.draws = draws
    var lengths = InlineArray<4, Int64>(repeating: 0)
    thresholds = .allocate(capacity: ratesPerDay.count * Self.blockCapacity)
    guides = .allocate(capacity: ratesPerDay.count * 256)
    thresholds.initialize(repeating: .max, count: ratesPerDay.count * Self.blockCapacity)
    guides.initialize(repeating: 0, count: ratesPerDay.count * 256)
    for (index, rate) in ratesPerDay.enumerated() where rate > 0 {
      // A block holds one post in the mean, or eight days when that is less: P(more than 31) is below 10⁻³³. Longer blocks
      // would make a read draw the instants of many posts that are too old for it.
      let days = min(8, 1 / rate)
      lengths[index] = Int64((days * 86_400e9).rounded())
      let row = thresholds + index * Self.blockCapacity
      for (count, bound) in Self.poissonThresholds(mean: rate * days).enumerated() { row[count] = bound }
      for byte in 0..<256 {
        var count = 0
        while count < Self.blockCapacity - 1 && UInt64(byte) << 56 >= row[count] { count += 1 }
        guides[index * 256 + byte] = UInt8(count)
      }
    }
    self.lengths = lengths
  }

  func deallocate() {
    thresholds.deallocate()
    guides.deallocate()
  }

  /// The blocks of each class that touch [from, before); `before` beyond 0 counts as 0.
  func window(from: SimTime, before: SimTime) -> CatalogueWindow {
    let end = min(before, .zero)
    var window = CatalogueWindow(from: from.nanoseconds, end: end.nanoseconds)
    if from >= end { return window }
    for index in 0..<4 where lengths[index] > 0 {
      window.newest[index] = Int32((-1 - (end.nanoseconds - 1)) / lengths[index])
      window.oldest[index] = Int32((-1 - from.nanoseconds) / lengths[index])
    }
    return window
  }

  /// Writes the author's posts in the window, in no order, and returns how many. Room for `window.mostPosts` is needed.
  @inline(__always) func read(
    _ author: UInt32, classIndex: Int, _ window: borrowing CatalogueWindow, into posts: UnsafeMutablePointer<PastPost>
  ) -> Int {
    let length = lengths[unchecked: classIndex]
    let draws = draws.entity(UInt64(author))
    let (from, end) = (window.from, window.end)
    var found = 0
    var block = window.newest[unchecked: classIndex]
    while block <= window.oldest[unchecked: classIndex] {
      let count = postCount(draws.bits(Self.countOrdinal | UInt64(block)), classIndex)
      let start = -Int64(block) &* length &- 1
      let first = UInt32(bitPattern: block) << 5
      for number in 0..<UInt32(truncatingIfNeeded: count) {
        let time = start &- offset(draws, first | number, length)
        posts[found] = PastPost(
          time: SimTime(nanoseconds: time),
          post: PostID(author: UserID(author), catalogueOrdinal: mark | first | number))
        found &+= time >= from && time < end ? 1 : 0
      }
      block &+= 1
    }
    return found
  }

  /// When a post was created; traps when it does not exist.
  func createdAt(_ post: PostID, classIndex: Int) -> SimTime {
    let length = lengths[classIndex]
    let number = Int(post.ordinal & 31)
    let draws = draws.entity(UInt64(post.author.value))
    let bits = draws.bits(Self.countOrdinal | UInt64(post.ordinal >> 5))
    precondition(length > 0 && number < postCount(bits, classIndex), "post \(post.value) does not exist")
    return SimTime(nanoseconds: -Int64(post.ordinal >> 5) * length - 1 - offset(draws, post.ordinal, length))
  }

  /// Draws of counts are numbered from here, draws of instants below.
  static var countOrdinal: UInt64 { 1 << 32 }

  var mark: UInt32 { isStory ? PostID.storyBit : 0 }

  @inline(__always) func postCount(_ bits: UInt64, _ classIndex: Int) -> Int {
    let row = thresholds + classIndex &* Self.blockCapacity
    var count = Int(guides[classIndex &* 256 &+ Int(truncatingIfNeeded: bits >> 56)])
    while count < Self.blockCapacity &- 1 && bits >= row[count] { count &+= 1 }
    return count
  }

  @inline(__always) func offset(_ draws: EntityDraws, _ ordinal: UInt32, _ length: Int64) -> Int64 {
    Int64(bitPattern: draws.index(UInt64(bitPattern: length), UInt64(ordinal)))
  }

  private static func poissonThresholds(mean: Double) -> [UInt64] {
    var term = exp(-mean)
    var sum = 0.0
    return (0..<blockCapacity).map { count in
      sum += term
      term *= mean / Double(count + 1)
      return sum >= 1 ? .max : UInt64(sum * 0x1p64)
    }
  }
}

/// A post of the past with its instant.
public struct PastPost: Sendable {
  public var time: SimTime
  public var post: PostID

  public init(time: SimTime, post: PostID) {
    self.time = time
    self.post = post
  }
}

/// A span of the past as block numbers of each posting class, so that reading many authors divides only once.
public struct CatalogueWindow: Sendable {
  let from: Int64
  let end: Int64
  /// Newest and oldest block by class; oldest < newest for none.
  var newest = InlineArray<4, Int32>(repeating: 0)
  var oldest = InlineArray<4, Int32>(repeating: -1)

  init(from: Int64, end: Int64) {
    self.from = from
    self.end = end
  }

  /// Upper bound of one author's posts in the window.
  public var mostPosts: Int {
    var blocks = 0
    for index in 0..<4 { blocks = max(blocks, Int(oldest[index]) - Int(newest[index]) + 1) }
    return blocks * CatalogueBlocks.blockCapacity
  }
}
