import Foundation
import Reports
import Simulator
import Testing

@Suite struct SchemaTests {
  private let schema: SchemaReader

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let data = try Data(contentsOf: root.appendingPathComponent("docs/summary.schema.json"))
    schema = SchemaReader(try #require(JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  private func problems(_ result: RunResult) throws -> [String] {
    schema.problems(try JSONSerialization.jsonObject(with: Data(try JSONReport.text(result).utf8)))
  }

  @Test func resultsAgreeWithThePublishedSchema() throws {
    var partial = SyntheticRun.pair()
    partial.complete = false
    partial.stopped = .wallLimit
    partial.variants[1] = VariantResult(name: "buffered", runs: [], estimator: Estimator())
    var empty = RunMeasurements()
    empty.operations = [OperationMeasurement(name: "x", latency: LatencyHistogram(), batches: [])]
    empty.caches = [CacheMeasurement(name: "edge")]
    var bare = SyntheticRun.single()
    bare.variants = [VariantResult(name: "v", runs: [empty], estimator: Estimator())]
    for result in [SyntheticRun.single(), SyntheticRun.pair(), SyntheticRun.filled(), partial, bare] {
      #expect(try problems(result) == [])
    }
  }

  /// No key of the schema is a leftover: a result in which everything is there has them all.
  @Test func everyKeyOfTheSchemaIsUsed() throws {
    var result = SyntheticRun.filled()
    result.complete = false
    result.stopped = .interrupted
    let object = try JSONSerialization.jsonObject(with: Data(try JSONReport.text(result).utf8))
    #expect(schema.unused(in: object) == [])
    result.variants[0].timeline = nil
    result.variants[1].timeline = nil
    let less = try JSONSerialization.jsonObject(with: Data(try JSONReport.text(result).utf8))
    #expect(
      schema.unused(in: less) == [
        "series.metric", "series.unit", "series.values", "timeline.edgesSeconds", "timeline.series", "variant.timeline",
      ])
  }

  /// The reader itself must be able to refuse.
  @Test func theSchemaRefusesWhatItShould() throws {
    var object = try #require(
      JSONSerialization.jsonObject(with: Data(try JSONReport.text(SyntheticRun.single()).utf8)) as? [String: Any])
    object["schemaVersion"] = 1
    #expect(schema.problems(object) == ["schemaVersion: not one of the listed values"])
    object["schemaVersion"] = 2
    object["surprise"] = true
    #expect(schema.problems(object) == [": unknown key surprise"])
    object["surprise"] = nil
    object["budgets"] = nil
    #expect(schema.problems(object) == [": budgets is missing"])
  }
}

/// The part of draft-07 that the published schema uses: type, required, properties, items, enum, $ref.
private struct SchemaReader {
  let root: [String: Any]

  init(_ root: [String: Any]) { self.root = root }

  func problems(_ value: Any) -> [String] { problems(value, root, "") }

  /// Keys that the schema knows and the value has nowhere, as `definition.key`.
  func unused(in value: Any) -> [String] {
    let definitions = root["definitions"] as? [String: [String: Any]] ?? [:]
    func names(_ name: String, _ schema: [String: Any]) -> Set<String> {
      Set((schema["properties"] as? [String: Any] ?? [:]).keys.map { "\(name).\($0)" })
    }
    var found: Set<String> = []
    func visit(_ value: Any, _ schema: [String: Any], _ name: String) {
      if let reference = schema["$ref"] as? String {
        let target = String(reference.dropFirst("#/definitions/".count))
        return visit(value, definitions[target] ?? [:], target)
      }
      if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
        for item in array { visit(item, items, name) }
      }
      guard let object = value as? [String: Any], let own = schema["properties"] as? [String: [String: Any]] else {
        return
      }
      for (key, part) in object {
        found.insert("\(name).\(key)")
        visit(part, own[key] ?? [:], name)
      }
    }
    visit(value, root, "result")
    let known = definitions.reduce(names("result", root)) { $0.union(names($1.key, $1.value)) }
    return known.subtracting(found).sorted()
  }

  private func problems(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/definitions/".count))
      guard let target = (root["definitions"] as? [String: [String: Any]])?[name] else {
        return ["\(path): no definition \(name)"]
      }
      return problems(value, target, path)
    }
    if let allowed = schema["enum"] as? [NSObject], !allowed.contains(where: { $0.isEqual(value) }) {
      return ["\(path): not one of the listed values"]
    }
    if let several = schema["type"] as? [String] {
      let isOne = several.contains { problems(value, ["type": $0], path).isEmpty }
      return isOne ? [] : ["\(path): none of \(several.joined(separator: ", "))"]
    }
    switch schema["type"] as? String {
    case "null": return value is NSNull ? [] : ["\(path): not null"]
    case "object":
      guard let object = value as? [String: Any] else { return ["\(path): not an object"] }
      return problems(of: object, schema, path)
    case "array":
      guard let array = value as? [Any], let items = schema["items"] as? [String: Any] else {
        return ["\(path): not an array"]
      }
      return array.enumerated().flatMap { problems($0.element, items, "\(path)[\($0.offset)]") }
    case "string": return value is String ? [] : ["\(path): not a string"]
    case "boolean": return value is Bool ? [] : ["\(path): not a boolean"]
    case "integer":
      return (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } == true
        ? [] : ["\(path): not an integer"]
    case "number": return value is NSNumber ? [] : ["\(path): not a number"]
    default: return ["\(path): schema without a type"]
    }
  }

  private func problems(of object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
    return missing.map { "\(path): \($0) is missing" }
      + object.keys.sorted().flatMap { key in
        guard let own = properties[key] else { return ["\(path): unknown key \(key)"] }
        return problems(object[key]!, own, path.isEmpty ? key : "\(path).\(key)")
      }
  }
}
