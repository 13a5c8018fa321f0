import Simulator

extension ScenarioVariant {
  /// A key that two variants set differently, with both values as a scenario writes them.
  public struct Difference: Sendable, Equatable {
    public var key: String
    public var own: String
    public var other: String
  }

  /// In order of the keys' declaration, events last. How a scenario is run (seed, replications) is not compared.
  public func differences(to other: ScenarioVariant) -> [Difference] {
    let table = ScenarioParameters.table
    let ignored = ["run.seed", "run.replications", "run.maxReplications", "run.maxWall", "run.confidence"]
    var found = table.fields.indices.compactMap { index -> Difference? in
      let (own, others) = (table.text(index, in: parameters), table.text(index, in: other.parameters))
      let key = table.fields[index].path
      return own == others || ignored.contains(key) ? nil : Difference(key: key, own: own, other: others)
    }
    if events != other.events {
      found.append(Difference(key: "events", own: Self.text(events), other: Self.text(other.events)))
    }
    return found
  }

  private static func text(_ events: [ScenarioEvent]) -> String {
    events.isEmpty ? "none" : events.map { "\($0.title) at \(($0.at - SimTime.zero).text)" }.joined(separator: ", ")
  }
}
