import Testing

@testable import Caching

/// Misses on `GoldenTrace` as counted by libCacheSim 0.3.5 (its release on PyPI), GDSF by the C++ version of October
/// 2024. Every number was taken from that program, none from ours.
@Suite struct GoldenTests {
  struct Row: Sendable, CustomStringConvertible {
    var policy: PolicyName
    /// By object, caches of 2, 3, 10, 99, 250 and 777 objects; nil where libCacheSim refuses to run.
    var misses: [Int64?]
    /// By byte, caches of 500, 4,001, 20,000 and 60,001 bytes: misses and missed bytes.
    var byteMisses: [(Int64, Int64)]
    var description: String { policy.rawValue }

    init(_ policy: PolicyName, _ misses: [Int64?], _ byteMisses: [(Int64, Int64)]) {
      (self.policy, self.misses, self.byteMisses) = (policy, misses, byteMisses)
    }
  }

  static let objects: [Int64] = [2, 3, 10, 99, 250, 777]
  static let bytes: [Int64] = [500, 4_001, 20_000, 60_001]

  static let rows: [Row] = [
    Row(
      .fifo, [19842, 19792, 19378, 17672, 16355, 13597],
      [(19691, 1_748_868), (17819, 825_424), (14788, 574_109), (11252, 423_376)]),
    Row(
      .lru, [19840, 19782, 19300, 17363, 15947, 12903],
      [(19676, 1_743_326), (17574, 657_291), (14236, 530_642), (10405, 383_524)]),
    Row(
      .clock, [19837, 19767, 19236, 17253, 15791, 12646],
      [(19655, 1_730_284), (17488, 650_094), (13973, 522_598), (10110, 371_085)]),
    Row(
      .sieve, [19837, 18890, 18131, 15761, 14258, 11464],
      [(19369, 1_680_099), (16139, 605_060), (12411, 470_922), (9332, 343_433)]),
    Row(
      .s3fifo, [nil, nil, 20000, 15622, 14090, 11318],
      [(18931, 1_743_910), (16437, 1_578_127), (12505, 469_742), (9507, 346_409)]),
    Row(
      .lfu, [18893, 18794, 18006, 15778, 14258, 11464],
      [(19349, 1_717_346), (15993, 600_627), (12411, 471_213), (9332, 343_433)]),
    Row(
      .slru, [20000, 20000, 18149, 15939, 14505, 11655],
      [(18969, 1_678_479), (17576, 653_687), (12771, 494_533), (9461, 350_697)]),
    Row(
      .twoQ, [20000, 20000, 18111, 15925, 14488, 11964],
      [(19079, 1_724_643), (16551, 619_111), (13185, 493_479), (9989, 364_802)]),
    Row(
      .arc, [19010, 18751, 18037, 15725, 14171, 11347],
      [(18946, 1_720_812), (16121, 602_212), (12608, 472_132), (9190, 335_956)]),
    Row(
      .lirs, [19123, 18866, 18017, 15673, 14144, 11328],
      [(19043, 1_752_896), (15583, 855_151), (12176, 624_521), (8251, 482_607)]),
    Row(
      .lruK, [19167, 18803, 18030, 15780, 14258, 11464],
      [(19285, 1_661_854), (16036, 602_373), (12413, 471_289), (9332, 343_433)]),
    Row(
      .gdsf, [19834, 19773, 18703, 16775, 15209, 12225],
      [(19281, 1_574_600), (15978, 786_876), (11936, 498_039), (7866, 365_651)]),
    Row(
      .belady, [18804, 18349, 17013, 13360, 11257, 8454],
      [(17666, 1_376_105), (14192, 532_118), (9678, 357_081), (6340, 231_649)]),
  ]

  private func misses(_ policy: PolicyName, _ capacity: Int64, compatible: Bool) -> Int64 {
    GoldenTrace.replay(GoldenTrace.plan(policy, capacity: capacity, compatible: compatible, ignoresSize: true)).misses
  }

  @Test(arguments: rows) func missesByObjectAreThoseOfLibCacheSim(row: Row) {
    for (capacity, expected) in zip(Self.objects, row.misses) {
      guard let expected else { continue }
      #expect(misses(row.policy, capacity, compatible: true) == expected, "\(row.policy) of \(capacity) objects")
    }
  }

  @Test(arguments: rows) func missesByByteAreThoseOfLibCacheSim(row: Row) {
    for (capacity, expected) in zip(Self.bytes, row.byteMisses) {
      let counts = GoldenTrace.replay(
        GoldenTrace.plan(row.policy, capacity: capacity, compatible: true, ignoresSize: false))
      #expect((counts.misses, counts.missedBytes) == expected, "\(row.policy) of \(capacity) bytes")
      #expect(counts.requests == 20_000 && counts.requestedBytes == 1_766_906)
    }
  }

  /// With equal sizes the modes agree but for S3-FIFO's first filling and LIRS' slips.
  @Test(arguments: rows) func theModesAgreeWhenSizesAreEqual(row: Row) {
    if row.policy == .s3fifo || row.policy == .lirs { return }
    for (capacity, expected) in zip(Self.objects, row.misses) {
      #expect(misses(row.policy, capacity, compatible: false) == expected, "\(row.policy) of \(capacity) objects")
    }
  }

  /// Negative control: the numbers tell modes and policies apart.
  @Test func theNumbersRejectOtherModes() {
    let row = Self.rows.first { $0.policy == .s3fifo }!
    #expect(misses(.s3fifo, 99, compatible: false) != row.misses[3])
    let lirs = Self.rows.first { $0.policy == .lirs }!
    #expect(misses(.lirs, 2, compatible: false) != lirs.misses[0])
    let counts = GoldenTrace.replay(GoldenTrace.plan(.lru, capacity: 4_001, compatible: false, ignoresSize: false))
    #expect(counts.misses != 17574)
  }
}
