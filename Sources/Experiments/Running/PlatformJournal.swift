import Scenarios
import Simulator
import SystemModel

/// The same run again and again, event by event, for the determinism check.
public struct PlatformJournal: JournalledRunner {
  public var runner: PlatformRunner
  public var variant: Int

  public init(_ runner: PlatformRunner, variant: Int) {
    self.runner = runner
    self.variant = variant
  }

  public func run(journal: (_ region: UInt16, _ notice: EventNotice) -> Void) throws -> String {
    let run = runner.platform(variant, 0)
    run.prepare()
    run.run(journal: journal)
    return run.measurements().fingerprint
  }
}
