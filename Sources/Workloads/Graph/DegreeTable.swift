/// Cumulative degrees with look-ups in both directions: member → its stubs, stub → its owner. O(1), and kilobytes, not
/// bytes per member: runs of equal degree plus two guide tables (Chen and Asau 1974), in plain memory.
struct DegreeTable: ~Copyable, @unchecked Sendable {
  /// 32 bytes.
  struct Run {
    var firstStub: UInt64
    var division: StubDivisor
    var firstMember: UInt32
    var degree: UInt32
    var base: UInt32
    var padding: UInt32 = 0
  }

  let memberTotal: UInt32
  let stubTotal: UInt64
  /// Closed by a sentinel that starts behind the last stub and the last member.
  let runs: UnsafePointer<Run>
  let runCount: Int
  /// Run of the first stub, or member, of each bucket.
  let stubGuide: UnsafePointer<UInt16>
  private let memberGuide: UnsafePointer<UInt16>
  let stubShift: UInt64
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
        Run(
          firstStub: stub, division: StubDivisor(degree), firstMember: UInt32(member), degree: UInt32(degree),
          base: UInt32(run.base)))
      stub += degree * UInt64(run.members)
      member += run.members
    }
    memberTotal = UInt32(member)
    stubTotal = stub
    runs.append(Run(firstStub: stub, division: StubDivisor(1), firstMember: UInt32(member), degree: 0, base: 0))
    precondition(runs.count <= 65_536, "\(runs.count) runs, of which a guide numbers 65,536")
    runCount = runs.count
    stubShift = DegreeTable.shift(for: stub)
    memberShift = UInt32(DegreeTable.shift(for: UInt64(member)))
    stubGuide = DegreeTable.guide(total: stub, shift: stubShift, starts: runs.map(\.firstStub))
    memberGuide = DegreeTable.guide(
      total: UInt64(member), shift: UInt64(memberShift), starts: runs.map { UInt64($0.firstMember) })
    self.runs = DegreeTable.stored(runs)
  }

  deinit {
    runs.deallocate()
    stubGuide.deallocate()
    memberGuide.deallocate()
  }

  /// First stub and degree of a member, and where these stubs begin in its list.
  @inline(__always) func stubs(of member: UInt32) -> (first: UInt64, degree: UInt32, base: UInt32) {
    var index = Int(memberGuide[Int(member &>> memberShift)])
    while runs[index &+ 1].firstMember <= member { index &+= 1 }
    let run = runs + index
    let first = run.pointee.firstStub &+ UInt64(member &- run.pointee.firstMember) &* UInt64(run.pointee.degree)
    return (first, run.pointee.degree, run.pointee.base)
  }

  /// Owner of a stub and the stub's place in the owner's list. Most buckets hold at most one boundary, so the first step is
  /// taken without a branch.
  @inline(__always) func owner(of stub: UInt64) -> (member: UInt32, place: UInt32) {
    var index = Int(stubGuide[Int(truncatingIfNeeded: stub &>> stubShift)])
    index &+= runs[index &+ 1].firstStub <= stub ? 1 : 0
    while runs[index &+ 1].firstStub <= stub { index &+= 1 }
    let run = runs + index
    let offset = stub &- run.pointee.firstStub
    let members = run.pointee.division.quotient(offset)
    let ordinal = offset &- members &* UInt64(run.pointee.degree)
    return (
      run.pointee.firstMember &+ UInt32(truncatingIfNeeded: members),
      run.pointee.base &+ UInt32(truncatingIfNeeded: ordinal)
    )
  }

  /// Right shift that leaves at most 2¹⁴ buckets.
  private static func shift(for total: UInt64) -> UInt64 {
    UInt64(max(0, UInt64.bitWidth - total.leadingZeroBitCount - 14))
  }

  private static func guide(total: UInt64, shift: UInt64, starts: [UInt64]) -> UnsafePointer<UInt16> {
    var guide: [UInt16] = []
    var run = 0
    var bucket: UInt64 = 0
    while bucket == 0 || bucket << shift < total {
      while run + 1 < starts.count - 1 && starts[run + 1] <= bucket << shift { run += 1 }
      guide.append(UInt16(run))
      bucket += 1
    }
    return stored(guide)
  }

  private static func stored<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
    return UnsafePointer(memory)
  }
}
