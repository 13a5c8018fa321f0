import ArgumentParser
import Scenarios

/// `darkroom reference`: the page of every key, docs/scenario-reference.md.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print every scenario key with default, unit and source as Markdown.")

  func run() { print(ReferencePage.markdown, terminator: "") }
}
