/// Stages of reading followees, for benchmarks only: one-way stubs of the global pool.
@_spi(Benchmarks) extension SocialGraph {
  /// What a bare loop needs to compute the same. Pointers stay valid as long as the graph.
  public struct OneWayTables {
    public let domain: UInt64
    public let leftRadix: UInt32
    public let rightBits: UInt32
    public let keys: (UInt64, UInt64, UInt64, UInt64)
    /// Runs of 32 bytes: first stub and reciprocal (64 bits each), first member, degree, base, nothing (32 bits each).
    public let runs: UnsafeRawPointer
    public let guide: UnsafePointer<UInt16>
    public let guideShift: UInt64
  }

  public var oneWayTables: OneWayTables {
    OneWayTables(
      domain: pairing.domain, leftRadix: pairing.leftRadix, rightBits: pairing.rightBits,
      keys: (pairing.keys[0], pairing.keys[1], pairing.keys[2], pairing.keys[3]),
      runs: UnsafeRawPointer(followerTable.runs), guide: followerTable.stubGuide, guideShift: followerTable.stubShift)
  }

  /// Images of `first`, `first` + 1, …; `lanes` has room for a multiple of eight.
  public func readImages(from first: UInt64, count: Int, into lanes: UnsafeMutablePointer<UInt64>) {
    pairing.forward(from: first, count: count, into: lanes)
  }

  /// Images and their owners: author and position.
  public func readOwners(
    from first: UInt64, count: Int, lanes: UnsafeMutablePointer<UInt64>, authors: UnsafeMutablePointer<UInt32>,
    positions: UnsafeMutablePointer<UInt32>
  ) {
    pairing.forward(from: first, count: count, into: lanes)
    for lane in 0..<count {
      let owner = followerTable.owner(of: lanes[lane])
      authors[lane] = owner.member
      positions[lane] = owner.place
    }
  }
}
