/// Degrees of members 0, 1, 2, …, as runs of equal degree.
struct DegreeSequence: Sendable {
  struct Run: Sendable {
    var members: Int
    var degree: Int
  }

  private(set) var runs: [Run] = []
  private(set) var memberTotal = 0
  private(set) var stubTotal = 0

  mutating func append(members: Int, degree: Int) {
    if members <= 0 { return }
    memberTotal += members
    stubTotal += members * degree
    if let last = runs.last, last.degree == degree {
      runs[runs.count - 1].members += members
    } else {
      runs.append(Run(members: members, degree: degree))
    }
  }

  /// Adds `difference` stubs in all, one per member, starting with the longest run; keeps degrees non-negative.
  mutating func adjustStubTotal(by difference: Int) {
    var left = difference
    while left != 0 {
      let step = left > 0 ? 1 : -1
      var longest = -1
      for (index, run) in runs.enumerated() where run.degree + step >= 0 {
        if longest < 0 || run.members > runs[longest].members { longest = index }
      }
      precondition(longest >= 0, "a sequence of \(stubTotal) stubs cannot lose \(-left)")
      left -= step * shiftDegree(ofRun: longest, by: step, members: abs(left))
    }
  }

  /// Splits a run so that its first (step +1) or last (step −1) members change their degree by `step`.
  private mutating func shiftDegree(ofRun index: Int, by step: Int, members: Int) -> Int {
    let run = runs[index]
    let moved = min(members, run.members)
    var parts = [Run(members: moved, degree: run.degree + step), Run(members: run.members - moved, degree: run.degree)]
    if step < 0 { parts.reverse() }
    let before = runs[..<index]
    let after = runs[(index + 1)...]
    var rebuilt = DegreeSequence()
    for part in before + parts + after { rebuilt.append(members: part.members, degree: part.degree) }
    self = rebuilt
    return moved
  }
}

/// The degrees that sequences use: every integer to 256, then 256 per octave (steps of 0.4 %), so that the runs of a
/// billion users fit in a processor's cache.
enum DegreeLevels {
  /// Rising from 0 to at least `maximum`.
  static func upTo(_ maximum: Int) -> [Int] {
    var levels: [Int] = []
    var degree = 0
    while degree < maximum {
      levels.append(degree)
      degree += max(1, degree.leadingPowerOfTwo / 256)
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
