import Simulator

extension ScenarioVariant {
  /// A key that some variants set differently, with each variant's value as a scenario writes it.
  public struct Difference: Sendable, Equatable {
    public var key: String
    public var values: [String]
  }

  /// In order of the keys' declaration, events last. How a scenario is run (seed, replications) is not compared.
  public static func differences(among variants: [ScenarioVariant]) -> [Difference] {
    let table = ScenarioParameters.table
    let ignored = ["run.seed", "run.replications", "run.maxReplications", "run.maxWall", "run.confidence"]
    let keys = table.fields.indices.filter { !ignored.contains(table.fields[$0].path) }
    let settings = keys.map { index in
      Difference(key: table.fields[index].path, values: variants.map { table.text(index, in: $0.parameters) })
    }
    return (settings + [Difference(key: "events", values: variants.map { text($0.events) })]).filter { difference in
      difference.values.contains { $0 != difference.values[0] }
    }
  }

  private static func text(_ events: [ScenarioEvent]) -> String {
    events.isEmpty ? "none" : events.map { "\($0.title) at \(($0.at - SimTime.zero).text)" }.joined(separator: ", ")
  }
}
