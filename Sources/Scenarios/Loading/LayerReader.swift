import Simulator
import SystemModel

/// Reads one node tree into a `ScenarioLayer` and notes all mistakes.
struct LayerReader {
  static let ownKeys = [
    "name", "description", "teaches", "extends", "takeaway", "phases", "baseline", "events", "budgets", "variants",
  ]
  static let variantKeys = ["describe", "events", "budgets"]

  let vocabulary: MetricVocabulary
  var errors: [ScenarioError] = []

  init(vocabulary: MetricVocabulary) { self.vocabulary = vocabulary }

  mutating func read(_ root: SourceNode) -> ScenarioLayer {
    var layer = ScenarioLayer()
    guard let entries = mapping(root, key: "") else { return layer }
    var rest: [SourceEntry] = []
    for entry in entries where errors.count < SourceLimits.mistakes {
      switch entry.key {
      case "name": layer.name = name(entry)
      case "description": layer.description = text(entry, key: entry.key)
      case "teaches": layer.teaches = text(entry, key: entry.key)
      case "extends": layer.extends = text(entry, key: entry.key).map { ($0, entry.value.place) }
      case "takeaway": layer.takeaway = takeaway(entry)
      case "phases": layer.phases = phases(entry)
      case "baseline": layer.baseline = text(entry, key: entry.key).map { ($0, entry.value.place) }
      case "events": layer.overlay.events = events(entry, key: entry.key)
      case "budgets": layer.overlay.budgets = budgets(entry, key: entry.key)
      case "variants": layer.variants = variants(entry)
      default: rest.append(entry)
      }
    }
    ScenarioParameters.table.read(
      rest, ScenarioParameters.table.tree, path: "", others: Self.ownKeys, into: &layer.overlay.assignments, &errors)
    return layer
  }

  private mutating func variants(_ entry: SourceEntry) -> [VariantLayer] {
    guard let entries = mapping(entry.value, key: entry.key) else { return [] }
    if entries.count > SourceLimits.variants {
      errors.append(ScenarioError(entry.keyPlace, key: entry.key, "more than \(SourceLimits.variants) variants"))
      return []
    }
    return entries.compactMap { variant($0, key: "variants." + $0.key) }
  }

  private mutating func variant(_ entry: SourceEntry, key: String) -> VariantLayer? {
    if !Self.isName(entry.key) {
      errors.append(
        ScenarioError(entry.keyPlace, key: key, "not a name for a variant", hint: "use letters, digits, - and _"))
    }
    var layer = VariantLayer(name: entry.key, place: entry.keyPlace, overlay: Overlay())
    if case .empty = entry.value.content { return layer }
    guard let settings = mapping(entry.value, key: key) else { return nil }
    var rest: [SourceEntry] = []
    for setting in settings {
      switch setting.key {
      case "describe": layer.describe = text(setting, key: key + ".describe")
      case "events": layer.overlay.events = events(setting, key: key + ".events")
      case "budgets": layer.overlay.budgets = budgets(setting, key: key + ".budgets")
      default: rest.append(setting)
      }
    }
    ScenarioParameters.table.read(
      rest, ScenarioParameters.table.tree, path: key, others: Self.variantKeys, into: &layer.overlay.assignments,
      &errors)
    return layer
  }

  private mutating func events(_ entry: SourceEntry, key: String) -> [PlacedEvent]? {
    guard let items = list(entry.value, key: key, "- celebrityPost: {at: 20 s}") else { return nil }
    var result: [PlacedEvent] = []
    for (index, item) in items.enumerated() where errors.count < SourceLimits.mistakes {
      let itemKey = "\(key)[\(index)]"
      guard case .mapping(let entries) = item.content, entries.count == 1 else {
        errors.append(
          ScenarioError(
            item.place, key: itemKey, "an event is one kind with its settings",
            hint: "write for example '- celebrityPost: {at: 20 s}'"))
        continue
      }
      guard let form = ScenarioEvent.forms.first(where: { $0.name == entries[0].key }) else {
        let nearest = NearestName.of(entries[0].key, among: ScenarioEvent.kinds).map { "did you mean '\($0)'? " } ?? ""
        errors.append(
          ScenarioError(
            entries[0].keyPlace, key: itemKey, "unknown event \(quoted(entries[0].key))",
            hint: "\(nearest)kinds: \(ScenarioEvent.kinds.joined(separator: ", "))"))
        continue
      }
      let eventKey = itemKey + "." + form.name
      let settings: [SourceEntry]
      if case .empty = entries[0].value.content {
        settings = []
      } else {
        settings = mapping(entries[0].value, key: eventKey) ?? []
      }
      result.append(PlacedEvent(event: form.read(settings, eventKey, &errors), place: entries[0].keyPlace))
    }
    return result
  }

  private mutating func takeaway(_ entry: SourceEntry) -> MetricReference? {
    guard let text = text(entry, key: entry.key) else { return nil }
    do {
      return try RequirementParser(vocabulary: vocabulary).metric(text)
    } catch {
      errors.append(note(error, in: entry.value, key: entry.key))
      return nil
    }
  }

  private mutating func name(_ entry: SourceEntry) -> String? {
    guard let text = text(entry, key: entry.key) else { return nil }
    if Self.isName(text) { return text }
    errors.append(
      ScenarioError(
        entry.value.place, key: entry.key, "\(quoted(text)) is not a name for files",
        hint: "use letters, digits, - and _, at most 64, such as 'first-light'"))
    return nil
  }

  static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      && text.first != "-"
  }
}
