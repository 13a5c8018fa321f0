import Dispatch
import Experiments
import Foundation
import Synchronization

/// Progress on stderr: a bar redrawn ten times a second on a terminal, one line per finished replication elsewhere.
final class ProgressLine: Sendable {
  private struct State {
    var meter: ProgressMeter
    var clock: RunClock
    var lastDrawn: UInt64 = 0
  }

  private let state: Mutex<State>
  private let startedAt = DispatchTime.now().uptimeNanoseconds
  private let isSilent: Bool

  init(_ experiment: Experiment, isSilent: Bool) {
    state = Mutex(State(meter: ProgressMeter(experiment), clock: RunClock(experiment)))
    self.isSilent = isSilent
  }

  func update(_ progress: RunProgress) {
    let now = DispatchTime.now().uptimeNanoseconds
    state.withLock { state in
      state.meter.update(progress)
      state.clock.update(progress, at: Double(now - startedAt) * 1e-9)
      if isSilent { return }
      if !Terminal.showsProgress {
        if progress.isFinished { Terminal.complain(state.meter.line(finished: progress)) }
      } else if now - state.lastDrawn > 100_000_000 {
        state.lastDrawn = now
        let line = state.meter.line(wallSeconds: Double(now - startedAt) * 1e-9)
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
      }
    }
  }

  /// Removes the bar and returns the totals for the manifest.
  func finish() -> RunTotals {
    if !isSilent, Terminal.showsProgress { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    let wall = Double(DispatchTime.now().uptimeNanoseconds - startedAt) * 1e-9
    return state.withLock {
      RunTotals(
        simulatedSeconds: $0.meter.simulatedSeconds, executedEvents: $0.meter.executedEvents, wallSeconds: wall,
        clock: $0.clock)
    }
  }
}

/// What a run cost, all variants and replications together.
struct RunTotals {
  var simulatedSeconds: Double
  var executedEvents: UInt64
  var wallSeconds: Double
  var clock: RunClock
}
