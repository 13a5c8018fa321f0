import Testing

/// The promises of docs/ARCHITECTURE.md that a reader of the sources can check.
@Suite struct ArchitectureTests {
  static let eventLoopModules: Set<String> = ["Simulator", "Workloads", "Caching", "SystemModel"]

  @Test func everyLayerIsThere() {
    let modules = Set(Repository.swiftSources.map(\.module))
    #expect(modules == Set(Layering.allowed.keys))
  }

  @Test func importsGoOneWay() {
    let violations = Repository.swiftSources.flatMap(Layering.violations)
    #expect(violations == [])
  }

  @Test func engineKnowsNothingOfThePlatform() {
    let engine = Repository.swiftSources.filter { $0.module == "Simulator" }
    #expect(engine.count > 20)
    #expect(engine.flatMap(SourceRules.platformWords) == [])
  }

  @Test func eventLoopIsDeterministic() {
    let loop = Repository.swiftSources.filter { Self.eventLoopModules.contains($0.module) }
    #expect(loop.count > 60)
    #expect(loop.flatMap(SourceRules.unfitForEventLoop) == [])
  }

  @Test func filesAreShort() {
    let files = Repository.swiftSources + Repository.swiftTests + Repository.swiftBenchmarks
    #expect(files.flatMap(SourceRules.tooLong) == [])
  }

  @Test func noPathOfAMachine() {
    let texts = Repository.allTexts
    #expect(texts.contains { $0.path == "Package.swift" })
    #expect(texts.flatMap(SourceRules.machinePaths) == [])
  }

  @Test func documentsNameFilesThatExist() {
    #expect(Documents.pages.contains { $0.path == "docs/ARCHITECTURE.md" })
    #expect(Documents.pages.flatMap { Documents.deadReferences(in: $0, exists: Documents.exists) } == [])
  }

  /// Nothing that was to be filled in later is left.
  @Test func documentsHaveNoPlaceholders() {
    #expect(Documents.pages.filter { $0.text.contains("@@") }.map(\.path) == [])
  }

  @Test func modelPageQuotesTheReference() throws {
    let reference = try #require(Repository.text("docs/scenario-reference.md"))
    let model = try #require(Repository.text("docs/model.md"))
    let defaults = DocumentedKeys.defaults(of: reference)
    #expect(defaults.count > 100)
    #expect(DocumentedKeys.mistakes(in: model, defaults) == [])
  }
}
