import Testing

@testable import Simulator

@Suite struct LedgerTests {
  /// Against a plain dictionary over many seeds: every entry, their order of first appearance, and the exact total.
  @Test func sumsExactly() {
    for seed in 0..<400 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      var ledger = Ledger()
      var shadow: [UInt16: Int64] = [:]
      var order: [UInt16] = []
      var total: Int64 = 0
      for step in 0..<60 as Range<UInt64> {
        let component = UInt8([0, 3, 255][Int(draws.index(3, step, 0))])
        let kind = TimeKind.allCases[Int(draws.index(5, step, 1))]
        let span = Int64(draws.index(1 << 41, step, 2)) * Int64(draws.index(2, step, 3))
        ledger.add(component, kind, SimDuration(nanoseconds: span))
        let tag = UInt16(component) << 8 | UInt16(kind.rawValue)
        if span > 0 && shadow[tag] == nil { order.append(tag) }
        if span > 0 { shadow[tag, default: 0] += span }
        total += span
      }
      var found: [(UInt16, Int64)] = []
      for index in 0..<ledger.count {
        let entry = LedgerEntry(packed: ledger.packedEntry(index))
        found.append((UInt16(entry.component) << 8 | UInt16(entry.kind.rawValue), entry.nanoseconds))
      }
      #expect(found.map { $0.0 } == order, "seed \(seed)")
      #expect(found.allSatisfy { shadow[$0.0] == $0.1 }, "seed \(seed)")
      #expect(ledger.total.nanoseconds == total, "seed \(seed)")
    }
  }

  /// At a join the request takes over the critical branch, entry by entry.
  @Test func takesOverABranch() {
    var request = Ledger()
    request.add(1, .network, .milliseconds(40))
    request.add(2, .service, .microseconds(3))
    var branch = Ledger()
    branch.add(2, .service, .microseconds(5))
    branch.add(9, .lockWait, .seconds(70))
    request.add(&branch)
    let found = (0..<request.count).map { index in
      let entry = LedgerEntry(packed: request.packedEntry(index))
      return "\(entry.component) \(entry.kind) \(entry.nanoseconds)"
    }
    #expect(found == ["1 network 40000000", "2 service 8000", "9 lockWait 70000000000"])
    #expect(request.total == .milliseconds(40) + .microseconds(8) + .seconds(70))
  }

  @Test func clearedLedgerIsEmpty() {
    var ledger = Ledger()
    ledger.add(1, .queueing, .seconds(1))
    ledger.clear()
    #expect(ledger.total == .zero)
    ledger.add(4, .backOff, .zero)
    #expect(ledger.count == 0)
  }

  @Test func holdsSixteenPairs() {
    var ledger = Ledger()
    for component in 0..<16 as Range<UInt8> { ledger.add(component, .service, SimDuration(nanoseconds: 1)) }
    for component in 0..<16 as Range<UInt8> { ledger.add(component, .service, .hours(70)) }
    #expect(ledger.total == .hours(70) * 16 + SimDuration(nanoseconds: 16))
  }
}
