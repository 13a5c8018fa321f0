import Foundation

/// Other programs, found on the path.
enum Subprocess {
  /// This program, to run parts of itself in processes of their own.
  static var ownPath: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

  static func output(_ program: String, _ arguments: [String]) -> String { run(program, arguments).output }

  static func errorOutput(_ program: String, _ arguments: [String]) -> String { run(program, arguments).error }

  private static func run(_ program: String, _ arguments: [String]) -> (output: String, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    do { try process.run() } catch {
      printError("cannot run \(program): \(error)")
      exit(1)
    }
    // Both are short; neither fills its pipe while the other is read.
    let texts = [output, error].map { String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      printError("\(program) ended with \(process.terminationStatus):\n\(texts[1])")
      exit(1)
    }
    return (texts[0], texts[1])
  }
}

func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
