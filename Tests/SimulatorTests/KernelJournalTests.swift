import Simulator
import Testing

/// Ticks every millisecond; every third tick is an observer's, which is no behaviour.
private struct Ticker: ProcessModel {
  typealias List = QuaternaryHeapList
  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<QuaternaryHeapList>) -> Bool {
    kernel.schedule(after: .milliseconds(1), kind: 0, slot: notice.slot + 1)
    return !notice.slot.isMultiple(of: 3)
  }
}

@Suite struct KernelJournalTests {
  private func run(journalled: Bool) -> (fingerprint: String, events: UInt64, journal: [EventNotice]?) {
    var kernel = Kernel<QuaternaryHeapList>()
    var ticker = Ticker()
    kernel.journal = journalled ? [] : nil
    kernel.schedule(at: .zero, kind: 0, slot: 0)
    kernel.run(&ticker, until: .zero + .milliseconds(30))
    return (kernel.fingerprint.hexadecimal, kernel.executedEvents, kernel.journal)
  }

  @Test func aJournalHoldsWhatTheFingerprintSeesAndChangesNothing() throws {
    let (plain, journalled) = (run(journalled: false), run(journalled: true))
    #expect(plain.fingerprint == journalled.fingerprint && plain.events == journalled.events)
    #expect(plain.journal == nil)
    let journal = try #require(journalled.journal)
    #expect(journal.map(\.slot) == (0..<30).filter { !$0.isMultiple(of: 3) })
    var fingerprint = Fingerprint()
    for notice in journal { fingerprint.absorb(notice, at: 0) }
    #expect(fingerprint.hexadecimal == journalled.fingerprint)
  }
}
