/// What one file, or all `--set` arguments, say: settings in the order of the text, nothing merged yet.
struct ScenarioLayer: Sendable {
  var name: String?
  var description: String?
  var teaches: String?
  var extends: (path: String, place: SourcePlace)?
  var takeaway: MetricReference?
  /// In the order of the text; a later layer's phase of the same name replaces an earlier one.
  var phases: [PlacedPhase] = []
  var baseline: (path: String, place: SourcePlace)?
  var overlay = Overlay()
  var variants: [VariantLayer] = []
}

/// The part of a layer that a variant may have too.
struct Overlay: Sendable {
  var assignments: [Assignment] = []
  var events: [PlacedEvent]?
  var budgets: [Budget]?

  /// Later settings win, lists replace.
  mutating func merge(_ later: Overlay) {
    assignments += later.assignments
    events = later.events ?? events
    budgets = later.budgets ?? budgets
  }
}

struct VariantLayer: Sendable {
  var name: String
  var place: SourcePlace
  var describe: String?
  var overlay: Overlay
}

struct PlacedPhase: Sendable {
  var phase: ScenarioPhase
  var place: SourcePlace
}

struct PlacedEvent: Sendable {
  var event: ScenarioEvent
  var place: SourcePlace
}
