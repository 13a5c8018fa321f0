import Glibc
import Simulator

/// One kind of past posts in blocks: ordinal = block number · 32 + number in the block, blocks counted back from 0.
struct CatalogueBlocks: Sendable {
  /// Posts that a block can hold.
  static let blockCapacity = 32

  private struct ClassBlocks: Sendable {
    /// Length of a block, ns; 0 for a class that posts nothing.
    let length: Int64
    /// 2⁶⁴·P(count ≤ k) for k = 0 … 31.
    let thresholds: [UInt64]
  }

  private let classes: [ClassBlocks]
  private let isStory: Bool
  private let countDraws: Draws
  private let timeDraws: Draws

  init(ratesPerDay: [Double], isStory: Bool, draws: Draws) {
    self.isStory = isStory
    countDraws = draws.purpose("count")
    timeDraws = draws.purpose("time")
    classes = ratesPerDay.map { rate in
      if rate <= 0 { return ClassBlocks(length: 0, thresholds: []) }
      // A block holds five posts in the mean, or eight days when that is less: P(more than 31) is below 10⁻¹⁴.
      let days = min(8, 5 / rate)
      return ClassBlocks(
        length: Int64((days * 86_400e9).rounded()), thresholds: CatalogueBlocks.poissonThresholds(mean: rate * days))
    }
  }

  func forEach(
    by author: UserID, classIndex: Int, from: SimTime, before: SimTime, _ body: (PostID, SimTime) -> Bool
  ) {
    let length = classes[classIndex].length
    let end = min(before, .zero)
    if length == 0 || from >= end { return }
    let newest = (-1 - (end.nanoseconds - 1)) / length
    let oldest = (-1 - from.nanoseconds) / length
    for block in newest...oldest {
      var order = BlockOrder()
      let count = postCount(author, UInt32(block), classIndex)
      for number in 0..<count {
        let ordinal = UInt32(block) << 5 | UInt32(number)
        let time = instant(author, ordinal, length)
        if time >= from && time < end { order.insert(ordinal: ordinal, time: time) }
      }
      for index in 0..<order.count {
        let entry = order.entry(index)
        if !body(PostID(author: author, catalogueOrdinal: mark | entry.ordinal), entry.time) { return }
      }
    }
  }

  func createdAt(_ post: PostID, classIndex: Int) -> SimTime {
    let length = classes[classIndex].length
    let number = Int(post.ordinal & 31)
    precondition(
      length > 0 && number < postCount(post.author, post.ordinal >> 5, classIndex), "post \(post.value) does not exist")
    return instant(post.author, post.ordinal, length)
  }

  private var mark: UInt32 { isStory ? PostID.storyBit : 0 }

  private func postCount(_ author: UserID, _ block: UInt32, _ classIndex: Int) -> Int {
    let bits = countDraws.bits(UInt64(author.value), UInt64(block))
    let thresholds = classes[classIndex].thresholds
    var count = 0
    while count < CatalogueBlocks.blockCapacity - 1 && bits >= thresholds[count] { count += 1 }
    return count
  }

  private func instant(_ author: UserID, _ ordinal: UInt32, _ length: Int64) -> SimTime {
    let offset = timeDraws.index(UInt64(length), UInt64(author.value), UInt64(ordinal))
    let start = -Int64(ordinal >> 5) * length
    return SimTime(nanoseconds: start - 1 - Int64(offset))
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

/// At most 32 posts of a block, newest first; ties by rising ordinal.
private struct BlockOrder {
  private var ordinals = InlineArray<32, UInt32>(repeating: 0)
  private var times = InlineArray<32, SimTime>(repeating: .zero)
  private(set) var count = 0

  mutating func insert(ordinal: UInt32, time: SimTime) {
    var hole = count
    while hole > 0 && times[hole - 1] < time {
      times[hole] = times[hole - 1]
      ordinals[hole] = ordinals[hole - 1]
      hole -= 1
    }
    times[hole] = time
    ordinals[hole] = ordinal
    count += 1
  }

  func entry(_ index: Int) -> (ordinal: UInt32, time: SimTime) { (ordinals[index], times[index]) }
}
