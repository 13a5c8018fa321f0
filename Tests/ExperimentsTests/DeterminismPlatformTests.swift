import Experiments
import Simulator
import Testing

@testable import SystemModel

/// A small platform; a planted fault is one sweep of expired stories that nobody asked for, in region 1.
private struct SmallPlatform: JournalledRunner {
  var fault: SimTime?

  func run(journal: (UInt16, EventNotice) -> Void) -> String {
    var inputs = PlatformInputs()
    inputs.population.users = 200_000
    inputs.platform.delivery.warmTurnover = 0
    inputs.warmUp = .milliseconds(200)
    inputs.duration = .milliseconds(600)
    inputs.batches = 2
    let run = PlatformRun(inputs, seed: 1)
    run.prepare()
    run.run(journal: journal) { now in
      guard let fault, now <= fault, now + run.group.lookahead > fault else { return }
      run.group.withProcess(1) { $0.kernel.schedule(at: fault, kind: EventKind.sweep.rawValue, slot: 0) }
    }
    return run.measurements().fingerprint
  }
}

@Suite struct DeterminismPlatformTests {
  @Test func thePlatformIsDeterministic() throws {
    let verdict = try DeterminismCheck().check(SmallPlatform(), SmallPlatform())
    guard case .deterministic(let fingerprint, let events) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(events > 500 && fingerprint == SmallPlatform().run { _, _ in })
  }

  @Test func aPlantedEventOfThePlatformIsNamed() throws {
    let planted = SimTime(nanoseconds: 512_345_678)
    let verdict = try DeterminismCheck().check(SmallPlatform(), SmallPlatform(fault: planted))
    guard case .diverged(let time, let region, _, let second) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(time == planted && region == 1)
    #expect(second.map { EventKind(rawValue: $0.kind) } == .sweep)
  }
}
