import Foundation
import Testing

@testable import Scenarios

@Suite struct SchemaTests {
  private func complaints(_ text: String) throws -> [String] {
    let node = try #require(try SourceParser.parse(text, file: "f"))
    return try SchemaValidator.complaints(node, ScenarioSchema.schema)
  }

  @Test func everyKeyIsInTheSchemaWithItsDefault() throws {
    let properties = try #require(ScenarioSchema.schema["properties"])
    for field in ScenarioParameters.table.fields {
      var node = properties
      for part in field.path.split(separator: ".") {
        node = try #require(node[String(part)] ?? node["properties"]?[String(part)], "\(field.path)")
      }
      guard case .string(let description)? = node["description"] else {
        Issue.record("\(field.path) has no description")
        continue
      }
      #expect(description.hasPrefix(field.summary))
    }
  }

  @Test func theResolvedDefaultsAreValid() throws {
    #expect(try complaints(TestFiles.load("name: x").resolvedYAML) == [])
  }

  @Test func aFullScenarioIsValid() throws {
    #expect(try complaints(CanonicalTextTests.text) == [])
  }

  @Test func theStarterIsValidAndLoads() throws {
    let starter = StarterScenario.text(name: "first-try")
    #expect(try complaints(starter) == [])
    let scenario = try TestFiles.load(starter)
    #expect(scenario.name == "first-try")
    #expect(scenario.variants.map(\.name) == ["usual", "rush"])
  }

  /// What the reader refuses for its form, the schema refuses too (ranges of quantities with units are the reader's alone).
  @Test(arguments: [
    "misspelled-key", "missing-unit", "unknown-unit", "key-in-the-wrong-section", "number-for-a-section",
    "list-for-a-number", "share-without-percent", "unknown-choice", "unknown-event", "wrong-budgets",
    "wrong-distribution",
    "empty-value", "variants-as-a-list", "many-mistakes",
  ])
  func brokenFilesAreInvalid(_ name: String) throws {
    let file = Package.tests.appendingPathComponent("Broken/\(name).yaml")
    #expect(try !complaints(String(contentsOf: file, encoding: .utf8)).isEmpty)
  }

  @Test func theTextIsJSON() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ScenarioSchema.text.utf8))
    let schema = try #require(object as? [String: Any])
    #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
  }
}

/// The scenarios that come with the package.
@Suite struct ShippedScenarioTests {
  static let files = Package.yamlFiles(in: Package.root.appendingPathComponent("scenarios"))

  @Test(arguments: files) func shippedScenariosLoadAndFitTheSchema(_ file: URL) throws {
    let node = try #require(try SourceParser.parse(String(contentsOf: file, encoding: .utf8), file: file.path))
    #expect(try SchemaValidator.complaints(node, ScenarioSchema.schema) == [])
    let scenario = try ScenarioLoader.load(path: file.path)
    #expect(try TestFiles.load(scenario.resolvedYAML).resolvedYAML == scenario.resolvedYAML)
    #expect(!scenario.description.isEmpty)
  }
}

@Suite struct ReferencePageTests {
  @Test func theCommittedPageIsCurrent() throws {
    let page = Package.root.appendingPathComponent("docs/scenario-reference.md")
    if Package.updatesGoldenFiles { try Data(ReferencePage.markdown.utf8).write(to: page) }
    let committed = try String(contentsOf: page, encoding: .utf8)
    #expect(committed == ReferencePage.markdown, "run `darkroom reference > docs/scenario-reference.md`")
  }

  @Test func everyKeyHasARowWithItsSource() {
    for field in ScenarioParameters.table.fields {
      #expect(ReferencePage.markdown.contains("| `\(field.path)`"))
      #expect(!field.source.isEmpty && !field.summary.isEmpty, "\(field.path)")
    }
  }

  @Test func everyDefaultLiesInItsDomain() {
    let defaults = ScenarioParameters()
    for field in ScenarioParameters.table.fields {
      #expect(field.domain.contains(field.read(defaults)), "\(field.path)")
    }
  }
}
