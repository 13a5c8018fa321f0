/// Degrees of members 0, 1, 2, …, as runs of equal degree and equal base.
struct DegreeSequence: Sendable {
  struct Run: Sendable {
    var members: Int
    var degree: Int
    /// Where the members' stubs begin in their own lists: stubs of other kinds come first.
    var base = 0
  }

  private(set) var runs: [Run] = []
  private(set) var memberTotal = 0
  private(set) var stubTotal = 0

  init() {}

  init(degrees: [Int]) {
    for degree in degrees { append(members: 1, degree: degree) }
  }

  mutating func append(members: Int, degree: Int, base: Int = 0) {
    if members <= 0 { return }
    memberTotal += members
    stubTotal += members * degree
    if let last = runs.last, last.degree == degree && last.base == base {
      runs[runs.count - 1].members += members
    } else {
      runs.append(Run(members: members, degree: degree, base: base))
    }
  }

  /// The sequence that `combine` makes of this one's and another's run at each member.
  func combined(with other: DegreeSequence, _ combine: (Run, Run) -> (degree: Int, base: Int)) -> DegreeSequence {
    precondition(memberTotal == other.memberTotal, "\(memberTotal) members against \(other.memberTotal)")
    var result = DegreeSequence()
    var (mine, others) = (0, 0)
    var (left, otherLeft) = (runs.first?.members ?? 0, other.runs.first?.members ?? 0)
    while mine < runs.count {
      let members = min(left, otherLeft)
      let (degree, base) = combine(runs[mine], other.runs[others])
      result.append(members: members, degree: degree, base: base)
      left -= members
      otherLeft -= members
      if left == 0 {
        mine += 1
        if mine < runs.count { left = runs[mine].members }
      }
      if otherLeft == 0 {
        others += 1
        if others < other.runs.count { otherLeft = other.runs[others].members }
      }
    }
    return result
  }

  /// Least degree in each of `count` blocks of `length` members, after the first `skipped` members.
  func leastDegrees(skipping skipped: Int, blocks count: Int, of length: Int) -> [Int] {
    var least = [Int](repeating: .max, count: count)
    var start = -skipped
    for run in runs {
      let first = max(0, start) / length
      let end = start + run.members
      if end > 0 && first < count {
        for block in first...min(count - 1, (end - 1) / length) { least[block] = min(least[block], run.degree) }
      }
      start = end
    }
    return least
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
    var parts = [
      Run(members: moved, degree: run.degree + step, base: run.base),
      Run(members: run.members - moved, degree: run.degree, base: run.base),
    ]
    if step < 0 { parts.reverse() }
    let before = runs[..<index]
    let after = runs[(index + 1)...]
    var rebuilt = DegreeSequence()
    for part in before + parts + after {
      rebuilt.append(members: part.members, degree: part.degree, base: part.base)
    }
    self = rebuilt
    return moved
  }
}
