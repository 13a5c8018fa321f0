import Dispatch
import Foundation
import Reports
import Synchronization

/// Progress of many equal jobs on stderr: a bar on a terminal, a line for each tenth elsewhere.
final class CountLine: Sendable {
  private let total: Int
  private let noun: String
  private let startedAt = DispatchTime.now().uptimeNanoseconds
  private let shown = Mutex(0)

  init(total: Int, noun: String) {
    self.total = total
    self.noun = noun
  }

  /// `done` of the jobs are finished; from any thread.
  func update(_ done: Int) {
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - startedAt) * 1e-9
    shown.withLock { shown in
      let step = max(1, Terminal.showsProgress ? total / 200 : total / 10)
      if done < shown + step && done < total { return }
      shown = done
      let left = Readable.seconds((seconds * Double(total - done) / Double(max(1, done))).rounded())
      let line = "\(done) of \(total) \(noun), \(left) left"
      if Terminal.showsProgress {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
      } else {
        Terminal.complain(line)
      }
    }
  }

  func finish() {
    if Terminal.showsProgress { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
