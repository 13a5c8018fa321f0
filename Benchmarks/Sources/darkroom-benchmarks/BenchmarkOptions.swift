import Foundation

/// Options with a value on the command line, such as `--seconds 4`.
enum BenchmarkOptions {
  private static let valued: Set<String> = ["--chart", "--seconds", "--trace", "--warm-up"]

  /// The arguments that are neither options nor their values.
  static var names: [String] {
    var names: [String] = []
    var isValue = false
    for argument in CommandLine.arguments.dropFirst() {
      if !isValue && !argument.hasPrefix("--") { names.append(argument) }
      isValue = valued.contains(argument)
    }
    return names
  }

  static func text(_ option: String) -> String? {
    guard let place = CommandLine.arguments.firstIndex(of: option) else { return nil }
    let next = place + 1
    if next < CommandLine.arguments.count { return CommandLine.arguments[next] }
    printError("\(option) needs a value")
    exit(64)
  }

  /// A whole number of seconds, one at least.
  static func seconds(_ option: String, otherwise: Int64) -> Int64 {
    guard let text = text(option) else { return otherwise }
    if let seconds = Int64(text), seconds >= 1 { return seconds }
    printError("\(option) takes a whole number of seconds, 1 at least, got \(text)")
    exit(64)
  }
}
