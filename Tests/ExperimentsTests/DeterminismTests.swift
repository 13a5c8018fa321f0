import Experiments
import Simulator
import Testing

/// Two regions that tick every millisecond for one second; a planted fault changes one event of one run.
private struct Ticking: JournalledRunner {
  enum Fault { case none, slot(at: Int64), missing(at: Int64), extra(at: Int64) }
  var fault = Fault.none

  func run(journal: (UInt16, EventNotice) -> Void) -> String {
    var fingerprint = Fingerprint()
    func execute(_ region: UInt16, _ notice: EventNotice) {
      journal(region, notice)
      fingerprint.absorb(notice, at: region)
    }
    for tick in 0..<Int64(1_000) {
      for region in UInt16(0)..<2 {
        var notice = EventNotice(
          time: SimTime(nanoseconds: tick * 1_000_000), sequence: UInt64(region) << 48 | UInt64(tick), kind: 3,
          slot: UInt32(tick))
        if region == 1 {
          switch fault {
          case .slot(tick): notice.slot += 1
          case .missing(tick): continue
          case .extra(tick): execute(region, notice)
          default: break
          }
        }
        execute(region, notice)
      }
    }
    return fingerprint.hexadecimal
  }
}

@Suite struct DeterminismTests {
  private func sentence(_ verdict: DeterminismVerdict) -> String {
    verdict.sentence(eventName: { "event \($0)" }, regionName: { "region \($0)" })
  }

  @Test func equalRunsAreDeterministic() throws {
    let verdict = try DeterminismCheck().check(Ticking(), Ticking())
    #expect(verdict.isDeterministic)
    #expect(sentence(verdict).hasPrefix("deterministic: two runs executed the same 2000 events"))
  }

  @Test(arguments: [Int64(0), 99, 100, 421, 999]) func aPlantedFaultIsNamedByItsEvent(tick: Int64) throws {
    let verdict = try DeterminismCheck().check(Ticking(), Ticking(fault: .slot(at: tick)))
    guard case .diverged(let time, let region, let first, let second) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(time.nanoseconds == tick * 1_000_000 && region == 1)
    #expect(first?.slot == UInt32(tick) && second?.slot == UInt32(tick + 1))
  }

  @Test func theMessageNamesTimeKindAndRegion() throws {
    #expect(
      try sentence(DeterminismCheck().check(Ticking(), Ticking(fault: .slot(at: 421))))
        == "NOT deterministic: first divergent event at 0.421000000 s in region 1: the first run had event 3 of slot 421 "
        + "at 0.421000000 s, the second event 3 of slot 422 at 0.421000000 s")
    #expect(
      try sentence(DeterminismCheck().check(Ticking(), Ticking(fault: .missing(at: 999)))).contains(
        "the second no further event"))
  }

  @Test func missingAndExtraEventsAreFound() throws {
    for fault in [Ticking.Fault.missing(at: 350), .extra(at: 350)] {
      guard case .diverged(let time, 1, _, _) = try DeterminismCheck().check(Ticking(), Ticking(fault: fault)) else {
        Issue.record("no divergence found")
        continue
      }
      #expect((350_000_000...351_000_000).contains(time.nanoseconds))
    }
  }

  /// Both regions differ in one window: the earlier event is the first, whatever its region's number.
  @Test func ofSeveralRegionsTheEarliestEventIsNamed() throws {
    struct Wave: JournalledRunner {
      var isLate = false
      func run(journal: (UInt16, EventNotice) -> Void) -> String {
        for (region, milliseconds) in [(UInt16(1), Int64(10)), (0, 20)] {
          let slot: UInt32 = isLate ? 7 : 3
          let time = SimTime.zero + .milliseconds(milliseconds)
          journal(region, EventNotice(time: time, sequence: UInt64(region) << 48, kind: 1, slot: slot))
        }
        return isLate ? "b" : "a"
      }
    }
    guard case .diverged(let time, 1, _, _) = try DeterminismCheck().check(Wave(), Wave(isLate: true)) else {
      Issue.record("the first divergent event is that of region 1")
      return
    }
    #expect(time == .zero + .milliseconds(10))
  }

  /// A fault that shows in the first run only cannot be named by its event, but its window can.
  @Test func aFaultThatComesAndGoesIsNamedByItsWindow() throws {
    final class Once: JournalledRunner {
      private var runs = 0
      func run(journal: (UInt16, EventNotice) -> Void) -> String {
        runs += 1
        return Ticking(fault: runs == 1 ? .slot(at: 421) : .none).run(journal: journal)
      }
    }
    let verdict = try DeterminismCheck().check(Once(), Ticking())
    let window = SimTime(nanoseconds: 400_000_000)..<SimTime(nanoseconds: 500_000_000)
    #expect(verdict == .unsteady(window: window, region: 1))
  }
}
