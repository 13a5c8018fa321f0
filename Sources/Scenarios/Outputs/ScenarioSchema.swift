import Simulator

/// JSON Schema (draft-07) of scenario files, from the same tables as the reader.
public enum ScenarioSchema {
  /// For `darkroom schema`; ends with a line feed.
  public static var text: String { schema.text() + "\n" }

  static var schema: JSONValue {
    let own: [(String, JSONValue)] = [
      ("name", name), ("description", anyText), ("teaches", anyText),
      ("extends", described("A scenario file that this one changes, relative to this file.", anyText)),
      ("takeaway", described("What the closing line compares across variants.", metric)), ("phases", phases),
      ("baseline", described("The file of recorded values that 'baseline' in budgets means.", anyText)),
    ]
    let members: [(String, JSONValue)] = [
      ("$schema", "http://json-schema.org/draft-07/schema#"), ("title", "Darkroom scenario"),
      ("description", "Every key is optional. Quantities have units: 200 ms, 2 GiB, 1.2 M/s, 50 %, 1 B."),
      ("type", "object"), ("additionalProperties", false),
      ("properties", .object(own + parameters + lists + [("variants", variants)])),
    ]
    return .object(members)
  }

  private static let name = JSONValue.object([("type", "string"), ("pattern", "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")])

  private static func orNull(_ type: String) -> JSONValue { .array([.string(type), "null"]) }

  private static let anyText = JSONValue.object([("type", "string")])

  private static let metricPattern = "p[0-9]{2,6}|\(MetricVocabulary.functions.joined(separator: "|"))"

  private static var metric: JSONValue {
    .object([
      ("type", "string"), ("pattern", .string("^(\(metricPattern))\\([A-Za-z0-9._-]+(\\{region=[A-Za-z]+\\})?\\) *$")),
    ])
  }

  private static var parameters: [(String, JSONValue)] { properties(ScenarioParameters.table) }

  private static var lists: [(String, JSONValue)] { [("events", events), ("budgets", budgets)] }

  private static var variants: JSONValue {
    let overlay = section([("describe", anyText)] + parameters + lists)
    return .object([
      ("type", Self.orNull("object")), ("description", "Named overlays that are run side by side."),
      ("propertyNames", .object([("pattern", "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")])), ("additionalProperties", overlay),
    ])
  }

  private static var events: JSONValue {
    let kinds = ScenarioEvent.forms.map { form in (form.name, described(form.summary, section(form.properties))) }
    return list(
      .object([
        ("type", "object"), ("additionalProperties", false), ("minProperties", .integer(1)),
        ("maxProperties", .integer(1)), ("properties", .object(kinds)),
      ]))
  }

  private static var budgets: JSONValue {
    let require: [(String, JSONValue)] = [
      ("type", "string"),
      ("pattern", .string("^(\(metricPattern))\\([A-Za-z0-9._-]+(\\{region=[A-Za-z]+\\})?\\) *(<=|>=|<|>) *[^ ].*$")),
      ("description", "Such as p99(feed.load.latency) < 200 ms."),
    ]
    let properties: [(String, JSONValue)] = [
      ("id", name), ("require", .object(require)), ("over", window),
      ("severity", .object([("enum", .array(["fail", "warn"]))])),
    ]
    let budget: [(String, JSONValue)] = [
      ("type", "object"), ("additionalProperties", false), ("required", .array(["require"])),
      ("properties", .object(properties)),
    ]
    return list(.object(budget))
  }

  private static let span = "[0-9][^.]*(\\.[0-9]+[^.]*)?\\.\\. *[0-9].*"

  private static var phases: JSONValue {
    .object([
      ("type", Self.orNull("object")),
      ("description", "Named parts of the run, such as peak: 20s..40s, from its start, warm-up included."),
      ("additionalProperties", .object([("type", "string"), ("pattern", .string("^\(span)$"))])),
    ])
  }

  private static var window: JSONValue {
    .object([("type", "string"), ("pattern", .string("^(whole run|phase [A-Za-z0-9_-]+|worst [0-9].*|\(span))$"))])
  }

  private static func list(_ items: JSONValue) -> JSONValue {
    .object([("type", Self.orNull("array")), ("items", items)])
  }

  /// A section may be left empty, which YAML reads as null.
  private static func section(_ properties: [(String, JSONValue)]) -> JSONValue {
    .object([
      ("type", Self.orNull("object")), ("additionalProperties", false), ("properties", .object(properties)),
    ])
  }

  private static func described(_ description: String, _ schema: JSONValue) -> JSONValue {
    guard case .members(let members) = schema else { return schema }
    return .members([JSONValue.Member(name: "description", value: .string(description))] + members)
  }

  static func properties<Root>(_ table: ParameterTable<Root>) -> [(String, JSONValue)] {
    let defaults = Root()
    func properties(_ tree: KeyTree) -> [(String, JSONValue)] {
      zip(tree.names, tree.nodes).map { name, node in
        switch node {
        case .section(let inner): return (name, section(properties(inner)))
        case .key(let index):
          let field = table.fields[index]
          let description = "\(field.summary) Default \(table.text(index, in: defaults)); \(field.domain.rangeInWords)."
          return (name, .object([("description", .string(description))] + keySchema(table, index)))
        }
      }
    }
    return properties(table.tree)
  }

  private static func keySchema<Root>(_ table: ParameterTable<Root>, _ index: Int) -> [(String, JSONValue)] {
    let schema = QuantitySchema.schema(table.fields[index].domain)
    guard table.isReciprocal(index), case .array(let forms) = schema[0].1 else { return schema }
    let reciprocal = JSONValue.object([("type", "string"), ("pattern", "^1/[0-9]+$")])
    return [("anyOf", .array(forms + [reciprocal]))]
  }
}
