import Foundation

/// What the process's own terminal is like, and how to write to it.
enum Terminal {
  static let showsProgress = isatty(STDERR_FILENO) == 1

  static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

  /// Columns of the terminal on stdout; 100 where there is none, so that files and pipes are the same everywhere.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return min(160, Int(size.ws_col))
  }

  /// Colours only on a terminal, and not against the wish of `NO_COLOR` (no-color.org) or `--no-color`.
  static func wantsColour(unless refused: Bool) -> Bool {
    let wish = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    return !refused && wish.isEmpty && isatty(STDOUT_FILENO) == 1
  }

  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
