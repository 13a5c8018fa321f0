import ArgumentParser
import Scenarios

/// `darkroom schema`: completion and checks in editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (draft-07) of scenario files.")

  func run() { print(ScenarioSchema.text, terminator: "") }
}
