import Simulator

extension Scenario {
  /// The scenario as one file with every key: reading it gives this scenario again, and the same text.
  public var resolvedYAML: String { canonicalText(seed: parameters.run.seed) }

  /// Eight hexadecimal digits that identify the scenario whatever its seed (FNV-1a of the canonical text, mixed).
  public var hash: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in canonicalText(seed: RunParameters().seed).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(Draws.mix(hash) >> 32, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func canonicalText(seed: Int) -> String {
    let table = ScenarioParameters.table
    var seeded = parameters
    seeded.run.seed = seed
    var text = "name: \(name)\n"
    if !description.isEmpty { text += "description: \(JSONValue.quote(description))\n" }
    if !teaches.isEmpty { text += "teaches: \(JSONValue.quote(teaches))\n" }
    text += table.yaml(seeded, indent: 0)
    if !phases.isEmpty {
      text += "phases:\n" + phases.map { "  \($0.name): \(BudgetWindow.text($0.from, $0.to))\n" }.joined()
    }
    text += Self.yaml(events, indent: 0) + Self.yaml(budgets, indent: 0)
    if let takeaway { text += "takeaway: \(takeaway)\n" }
    if variants.isEmpty { return text }
    text += "variants:\n"
    for variant in variants {
      text += "  \(variant.name):\n"
      if !variant.describe.isEmpty { text += "    describe: \(JSONValue.quote(variant.describe))\n" }
      text += table.yaml(table.changes(from: parameters, to: variant.parameters), over: parameters, indent: 4)
      if variant.events != events { text += Self.yaml(variant.events, indent: 4) }
      if !Self.areSame(variant.budgets, budgets) { text += Self.yaml(variant.budgets, indent: 4) }
    }
    return text
  }

  private static func yaml(_ events: [ScenarioEvent], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    if events.isEmpty { return margin + "events: []\n" }
    return margin + "events:\n"
      + events.map { event in
        ScenarioEvent.forms.compactMap { form in
          form.yaml(event, indent + 6).map { "\(margin)  - \(form.name):\n" + $0 }
        }.joined()
      }.joined()
  }

  private static func yaml(_ budgets: [Budget], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    if budgets.isEmpty { return margin + "budgets: []\n" }
    return margin + "budgets:\n"
      + budgets.map {
        "\(margin)  - id: \($0.id)\n\(margin)    require: \($0.requirement)\n\(margin)    over: \($0.window.text)\n"
          + "\(margin)    severity: \($0.severity.rawValue)\n"
      }.joined()
  }

  private static func areSame(_ a: [Budget], _ b: [Budget]) -> Bool { yaml(a, indent: 0) == yaml(b, indent: 0) }
}
