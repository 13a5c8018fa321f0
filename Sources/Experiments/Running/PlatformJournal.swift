import Scenarios
import Simulator
import SystemModel

/// The same run again and again, event by event, for the determinism check.
public struct PlatformJournal: JournalledRunner {
  public var runner: PlatformRunner
  public var variant: Int
  /// Runs the regions of each window in the opposite order, which must not matter.
  public var reversesRegions: Bool

  public init(_ runner: PlatformRunner, variant: Int, reversesRegions: Bool = false) {
    self.runner = runner
    self.variant = variant
    self.reversesRegions = reversesRegions
  }

  public func run(journal: (_ region: UInt16, _ notice: EventNotice) -> Void) throws -> String {
    let run = runner.platform(variant, 0)
    if reversesRegions { run.executionOrder.reverse() }
    run.prepare()
    run.run(journal: journal)
    return run.measurements().fingerprint
  }
}
