import Dispatch
import Foundation
import Synchronization

/// Remembers that the run should end: Ctrl-C, a termination signal, or a limit on wall time.
///
/// The first signal ends the run at its next window; a second one ends the process.
final class StopSignal: Sendable {
  private let signalled = Atomic<Bool>(false)
  private let startedAt = DispatchTime.now().uptimeNanoseconds
  private let wallLimit: Double?

  /// `wallLimit` in seconds.
  init(wallLimit: Double?) { self.wallLimit = wallLimit }

  var isInterrupted: Bool { signalled.load(ordering: .relaxed) }

  /// Wall time used, of the limit; 0 without one.
  var wallShareUsed: Double {
    guard let wallLimit else { return 0 }
    return Double(DispatchTime.now().uptimeNanoseconds - startedAt) * 1e-9 / wallLimit
  }

  /// Starts listening; the sources live as long as the process.
  func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
      Self.handle(source) { [self] in
        if signalled.exchange(true, ordering: .relaxed) { _exit(130) }
        Terminal.complain("\nstopping at the next window; once more stops at once, without a summary")
      }
      source.activate()
      _ = Unmanaged.passRetained(source as AnyObject)
    }
  }

  /// The handler must not inherit an actor from where it is written.
  private static func handle(_ source: any DispatchSourceSignal, _ body: @escaping @Sendable () -> Void) {
    source.setEventHandler(handler: body)
  }
}
