/// The degrees that sequences use: every integer to 256, then 128 per octave (steps of 0.8 %), so that the runs of a
/// billion users fit in a core's cache.
enum DegreeLevels {
  /// Rising from 0 to at least `maximum`.
  static func upTo(_ maximum: Int) -> [Int] {
    var levels: [Int] = []
    var degree = 0
    while degree < maximum {
      levels.append(degree)
      degree += max(1, degree.leadingPowerOfTwo / 128)
    }
    levels.append(maximum)
    return levels
  }

  /// Members of falling degree, so that the number of members at or above each midpoint of two levels is
  /// `countAtLeast`, rounded. `levels` rise.
  static func sequence(levels: [Int], members: Int, countAtLeast: (Double) -> Double) -> DegreeSequence {
    var sequence = DegreeSequence()
    var placed = 0
    for index in levels.indices.reversed() {
      let lowest = index == 0
      let midpoint = lowest ? 0 : Double(levels[index - 1] + levels[index]) / 2
      let target = lowest ? members : min(members, Int(countAtLeast(midpoint).rounded()))
      if target > placed {
        sequence.append(members: target - placed, degree: levels[index])
        placed = target
      }
    }
    return sequence
  }
}

extension Int {
  /// Greatest power of two not above a positive number, 1 for 0.
  fileprivate var leadingPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - 1 - leadingZeroBitCount) }
}
