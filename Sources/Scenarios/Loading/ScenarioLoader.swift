import Simulator

/// Reads a scenario file with what it extends, overlay files and `--set` arguments; later ones win.
public struct ScenarioLoader {
  private var reader: LayerReader
  private var sources: [String] = []

  /// Throws all mistakes of all inputs at once. `overlays` are paths, `settings` are `key.path=value`.
  public static func load(
    path: String, overlays: [String] = [], settings: [String] = [], vocabulary: MetricVocabulary = MetricVocabulary()
  ) throws(ScenarioErrors) -> Scenario {
    var loader = ScenarioLoader(reader: LayerReader(vocabulary: vocabulary))
    var layers = loader.layers(path, written: path, reference: nil, chain: [])
    let own = layers.last
    for overlay in overlays { layers += loader.layers(overlay, written: overlay, reference: nil, chain: []) }
    let arguments = loader.settingLayers(settings)
    let scenario = loader.compose(layers, arguments, own: own ?? ScenarioLayer(), path: path)
    if !loader.reader.errors.isEmpty { throw loader.sortedErrors() }
    return scenario
  }

  /// A scenario that stands in `text`, such as a resolved one on record; it may extend nothing. `name` is for messages.
  public static func load(text: String, named name: String) throws(ScenarioErrors) -> Scenario {
    var loader = ScenarioLoader(reader: LayerReader(vocabulary: MetricVocabulary()))
    loader.sources = [name]
    let layer: ScenarioLayer
    do {
      guard let root = try SourceParser.parse(text, file: name) else {
        throw ScenarioError(SourcePlace(file: name), "the text is empty")
      }
      layer = loader.reader.read(root)
    } catch let error as ScenarioErrors {
      throw error
    } catch let error as ScenarioError {
      throw ScenarioErrors([error])
    } catch {
      throw ScenarioErrors([ScenarioError(SourcePlace(file: name), "\(error)")])
    }
    let scenario = loader.compose([layer], [], own: layer, path: name)
    if !loader.reader.errors.isEmpty { throw loader.sortedErrors() }
    return scenario
  }

  /// Layers of one file, what it extends first; empty when it cannot be read. `written` is the path as the reference has it.
  private mutating func layers(_ path: String, written: String, reference: SourcePlace?, chain: [String])
    -> [ScenarioLayer]
  {
    let identity = SourceFile.identity(path)
    if let reference {
      if chain.contains(identity) {
        reader.errors.append(
          ScenarioError(
            reference, key: "extends", "\(quoted(written)) extends itself in a circle", hint: "remove one `extends`"))
        return []
      }
      if chain.count >= SourceLimits.extendsChain {
        reader.errors.append(
          ScenarioError(reference, key: "extends", "more than \(SourceLimits.extendsChain) files extend each other"))
        return []
      }
    }
    sources.append(path)
    let root: SourceNode
    do {
      let text = try SourceFile.text(path, written: written, reference: reference)
      guard let node = try SourceParser.parse(text, file: path), !node.isEmpty else {
        reader.errors.append(
          ScenarioError(SourcePlace(file: path), "the file is empty", hint: "`darkroom init` writes one to start from"))
        return []
      }
      root = node
    } catch let error as ScenarioErrors {
      reader.errors += error.errors
      return []
    } catch let error as ScenarioError {
      reader.errors.append(error)
      return []
    } catch {
      return []
    }
    let layer = reader.read(root)
    guard let base = layer.extends else { return [layer] }
    let basePath = SourceFile.resolve(base.path, from: path)
    return layers(basePath, written: base.path, reference: base.place, chain: chain + [identity]) + [layer]
  }

  private mutating func settingLayers(_ settings: [String]) -> [ScenarioLayer] {
    var layers: [ScenarioLayer] = []
    for setting in settings {
      do {
        var layer = reader.read(try SettingReader.node(setting))
        if let base = layer.extends {
          reader.errors.append(
            ScenarioError(
              base.place, key: "extends", "cannot be set from the command line", hint: "name an overlay file"))
          layer.extends = nil
        }
        layers.append(layer)
      } catch {
        reader.errors += error.errors
      }
    }
    return layers
  }

  private mutating func compose(
    _ layers: [ScenarioLayer], _ arguments: [ScenarioLayer], own: ScenarioLayer, path: String
  ) -> Scenario {
    var base = Overlay()
    var variants: [VariantLayer] = []
    for layer in layers {
      base.merge(layer.overlay)
      for variant in layer.variants { Self.merge(variant, into: &variants) }
    }
    var last = Overlay()
    for argument in arguments {
      last.merge(argument.overlay)
      for variant in argument.variants { mergeArgument(variant, into: &variants) }
    }
    let takeaway = (layers + arguments).last { $0.takeaway != nil }?.takeaway
    let spoken = [own] + arguments
    let phases = merged(layers + arguments)
    let whole = resolve([base, last], phases)
    return Scenario(
      name: spoken.last { $0.name != nil }?.name ?? Self.name(of: path),
      description: spoken.last { $0.description != nil }?.description ?? "",
      teaches: spoken.last { $0.teaches != nil }?.teaches ?? "", parameters: whole.parameters, events: whole.events,
      budgets: whole.budgets, takeaway: takeaway,
      phases: phases.map(\.phase),
      baselinePath: (layers + arguments).last { $0.baseline != nil }?.baseline.map {
        SourceFile.resolve($0.path, from: $0.place.file)
      },
      variants: variants.map { variant in
        let part = resolve([base, variant.overlay, last], phases)
        return ScenarioVariant(
          name: variant.name, describe: variant.describe ?? "", parameters: part.parameters, events: part.events,
          budgets: part.budgets)
      }, sources: sources)
  }

  private static func merge(_ variant: VariantLayer, into variants: inout [VariantLayer]) {
    guard let index = variants.firstIndex(where: { $0.name == variant.name }) else {
      variants.append(variant)
      return
    }
    variants[index].describe = variant.describe ?? variants[index].describe
    variants[index].overlay.merge(variant.overlay)
  }

  /// A `--set variants.name.…` changes a variant that exists.
  private mutating func mergeArgument(_ variant: VariantLayer, into variants: inout [VariantLayer]) {
    guard variants.contains(where: { $0.name == variant.name }) else {
      let nearest = NearestName.of(variant.name, among: variants.map(\.name))
      reader.errors.append(
        ScenarioError(
          variant.place, key: "variants.\(variant.name)", "no such variant",
          hint: nearest.map { "did you mean '\($0)'?" }
            ?? (variants.isEmpty
              ? "the scenario has none" : "variants: \(variants.map(\.name).joined(separator: ", "))")))
      return
    }
    Self.merge(variant, into: &variants)
  }

  private mutating func resolve(_ overlays: [Overlay], _ phases: [PlacedPhase]) -> (
    parameters: ScenarioParameters, events: [ScenarioEvent], budgets: [Budget]
  ) {
    var merged = Overlay()
    for overlay in overlays { merged.merge(overlay) }
    var parameters = ScenarioParameters()
    ScenarioParameters.table.apply(merged.assignments, to: &parameters)
    for placed in merged.events ?? [] where placed.event.at >= parameters.run.end {
      let end = parameters.run.end - SimTime.zero
      reader.errors.append(
        ScenarioError(
          placed.place, key: "events",
          "the event happens at \((placed.event.at - SimTime.zero).text), after the run has ended",
          hint: "the run ends at \(end.text) (warm-up and duration together)"))
    }
    let grid = IntervalGrid(parameters.run)
    for phase in phases { reader.errors += grid.problems(phase) }
    for budget in merged.budgets ?? [] { reader.errors += grid.problems(budget, phases.map(\.phase)) }
    let file = SourcePlace(file: sources.first ?? "scenario")
    reader.errors += parameters.contradictions(with: merged.events ?? [], file: file)
    return (parameters, merged.events?.map(\.event) ?? [], merged.budgets ?? [])
  }

  private func merged(_ layers: [ScenarioLayer]) -> [PlacedPhase] {
    var phases: [PlacedPhase] = []
    for phase in layers.flatMap(\.phases) {
      if let known = phases.firstIndex(where: { $0.phase.name == phase.phase.name }) {
        phases[known] = phase
      } else {
        phases.append(phase)
      }
    }
    return phases
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last ?? "scenario"
    let stem = file.hasSuffix(".yaml") ? file.dropLast(5) : file.hasSuffix(".yml") ? file.dropLast(4) : file
    let name = String(stem.prefix(64).map { LayerReader.isName(String($0)) || $0 == "-" ? $0 : "-" })
    return LayerReader.isName(name) ? name : "scenario"
  }

  /// Each mistake once, by file in order of reading, then by place.
  private func sortedErrors() -> ScenarioErrors {
    var seen = Set<ScenarioError>()
    let unique = reader.errors.filter { seen.insert($0).inserted }
    let sorted = unique.enumerated().sorted { a, b in
      let (left, right) = (rank(a.element), rank(b.element))
      if left != right { return left < right }
      return (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
    }
    var errors = sorted.map(\.element)
    if let last = errors.last, errors.count >= SourceLimits.mistakes {
      errors.append(
        ScenarioError(SourcePlace(file: last.file), "there may be more mistakes", hint: "these are the first"))
    }
    return ScenarioErrors(errors)
  }

  private func rank(_ error: ScenarioError) -> Int { sources.firstIndex(of: error.file) ?? sources.count }
}

extension SourceNode {
  fileprivate var isEmpty: Bool {
    if case .empty = content { return true }
    return false
  }
}
