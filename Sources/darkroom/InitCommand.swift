import ArgumentParser
import Foundation
import Scenarios

/// `darkroom init`: a commented scenario to start from; an existing file is never overwritten.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented starter scenario to NAME.yaml.")

  @Argument(help: "Name of the scenario: letters, digits, - and _.")
  var name = "my-scenario"

  func validate() throws {
    guard StarterScenario.accepts(name: name) else {
      throw ValidationError("'\(name)' is not a name for files; use letters, digits, - and _, at most 64.")
    }
  }

  func run() throws {
    let path = name + ".yaml"
    do {
      try Data(StarterScenario.text(name: name).utf8).write(
        to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      let reason = exists ? "exists already; choose another name or remove it" : "cannot be written"
      FileHandle.standardError.write(Data("\(path): error: \(reason)\n".utf8))
      throw ExitCode(exists ? 64 : 1)
    }
    print("\(path): written; try `darkroom check \(path)` and `darkroom run \(path)`")
  }
}
