import Dispatch
import Foundation
import Reports
import Synchronization

/// Progress of a cache study on stderr: a bar with rate and time left on a terminal, nothing elsewhere.
final class ReplayLine: Sendable {
  private let startedAt = DispatchTime.now().uptimeNanoseconds
  private let lastDrawn = Mutex<UInt64>(0)
  private let isSilent: Bool

  init(isSilent: Bool) { self.isSilent = isSilent || !Terminal.showsProgress }

  /// `share` of the work is done, nil where its size is unknown; `requests` were replayed so far. From any thread.
  func update(_ words: String, _ share: Double?, requests: Int = 0) {
    if isSilent { return }
    let now = DispatchTime.now().uptimeNanoseconds
    lastDrawn.withLock { last in
      if now - last < 100_000_000 { return }
      last = now
      let seconds = Double(now - startedAt) * 1e-9
      var parts = [words]
      if let share {
        let filled = max(0, min(20, Int(share * 20)))
        parts[0] += " [" + String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled) + "]"
        parts.append("\(Int(share * 100)) %")
        if requests > 0 { parts.append(Readable.count(Double(requests) / seconds) + " requests/s") }
        if share > 0.01, seconds > 0.5 {
          parts.append(Readable.seconds((seconds * (1 - share) / share).rounded()) + " left")
        }
      }
      FileHandle.standardError.write(Data("\r\u{1B}[K\(parts.joined(separator: "  "))".utf8))
    }
  }

  func finish() {
    if !isSilent { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
