/// Cumulative degrees with look-ups in both directions: member → its stubs, stub → its owner. O(1), and kilobytes, not
/// bytes per member: runs of equal degree plus two guide tables (Chen and Asau 1974).
struct DegreeTable: Sendable {
  struct Run: Sendable {
    let firstStub: UInt64
    let division: StubDivisor
    let firstMember: UInt32
    let degree: UInt32
  }

  let memberTotal: UInt32
  let stubTotal: UInt64
  /// Closed by a sentinel that starts behind the last stub and the last member.
  private let runs: [Run]
  /// Run of the first stub, or member, of each bucket.
  private let stubGuide: [UInt32]
  private let memberGuide: [UInt32]
  private let stubShift: UInt64
  private let memberShift: UInt32

  init(_ sequence: DegreeSequence) {
    var runs: [Run] = []
    var stub: UInt64 = 0
    var member = 0
    for run in sequence.runs {
      let degree = UInt64(run.degree)
      precondition(
        degree * UInt64(run.members) < UInt64.max / max(degree, 1),
        "a run of \(run.members) × \(degree) stubs is too long")
      runs.append(
        Run(firstStub: stub, division: StubDivisor(degree), firstMember: UInt32(member), degree: UInt32(degree)))
      stub += degree * UInt64(run.members)
      member += run.members
    }
    memberTotal = UInt32(member)
    stubTotal = stub
    runs.append(Run(firstStub: stub, division: StubDivisor(1), firstMember: UInt32(member), degree: 0))
    self.runs = runs
    stubShift = DegreeTable.shift(for: stub)
    memberShift = UInt32(DegreeTable.shift(for: UInt64(member)))
    stubGuide = DegreeTable.guide(total: stub, shift: stubShift, starts: runs.map(\.firstStub))
    memberGuide = DegreeTable.guide(
      total: UInt64(member), shift: UInt64(memberShift), starts: runs.map { UInt64($0.firstMember) })
  }

  /// First stub and degree of a member.
  @inline(__always) func stubs(of member: UInt32) -> (first: UInt64, degree: UInt32) {
    var index = Int(memberGuide[Int(member &>> memberShift)])
    while runs[index + 1].firstMember <= member { index += 1 }
    let run = runs[index]
    return (run.firstStub &+ UInt64(member &- run.firstMember) &* UInt64(run.degree), run.degree)
  }

  /// Owner of a stub and the stub's ordinal among the owner's.
  @inline(__always) func owner(of stub: UInt64) -> (member: UInt32, ordinal: UInt32) {
    var index = Int(stubGuide[Int(truncatingIfNeeded: stub &>> stubShift)])
    while runs[index + 1].firstStub <= stub { index += 1 }
    let run = runs[index]
    let offset = stub &- run.firstStub
    let members = run.division.quotient(offset)
    let ordinal = offset &- members &* UInt64(run.degree)
    return (run.firstMember &+ UInt32(truncatingIfNeeded: members), UInt32(truncatingIfNeeded: ordinal))
  }

  /// Right shift that leaves at most 2¹⁴ buckets.
  private static func shift(for total: UInt64) -> UInt64 {
    UInt64(max(0, UInt64.bitWidth - total.leadingZeroBitCount - 14))
  }

  private static func guide(total: UInt64, shift: UInt64, starts: [UInt64]) -> [UInt32] {
    var guide: [UInt32] = []
    var run = 0
    var bucket: UInt64 = 0
    while bucket == 0 || bucket << shift < total {
      while run + 1 < starts.count - 1 && starts[run + 1] <= bucket << shift { run += 1 }
      guide.append(UInt32(run))
      bucket += 1
    }
    return guide
  }
}
