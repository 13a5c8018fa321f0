import Simulator

extension PlatformRun {
  /// Runs to the end and shows every executed event that counts as behaviour, window by window, region by region.
  /// `between` sees the time reached after each window.
  public func run(
    journal: (_ region: UInt16, _ notice: EventNotice) -> Void, between: (SimTime) -> Void = { _ in }
  ) {
    for region in 0..<group.count { group.withProcess(region) { $0.kernel.journal = [] } }
    run { now in
      for region in 0..<group.count {
        group.withProcess(region) { process in
          for notice in process.kernel.journal ?? [] { journal(UInt16(region), notice) }
          process.kernel.journal?.removeAll(keepingCapacity: true)
        }
      }
      between(now)
      return true
    }
  }
}
