import Simulator

/// Reads `function(metric)` and `function(metric) < threshold`.
struct RequirementParser {
  /// A mistake, and how many characters into the text it stands.
  struct Problem: Error {
    var offset: Int
    var message: String
    var hint: String?
  }

  private static let form = "write for example 'p99(feed.load.latency) < 200 ms'"
  private static let metricForm = "write for example 'p99(feed.load.latency)'"

  let vocabulary: MetricVocabulary

  func requirement(_ text: String) throws(Problem) -> (MetricReference, Budget.Comparison, BudgetThreshold) {
    var rest = text[...]
    let reference = try self.reference(&rest, of: text, Self.form)
    skipBlanks(&rest)
    // Longest first, so that `<=` is not read as `<`.
    let comparisons: [Budget.Comparison] = [.atMost, .atLeast, .below, .above]
    guard let comparison = comparisons.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw Problem(offset: offset(rest, text), message: "a comparison is missing", hint: "use <, <=, > or >=")
    }
    rest = rest.dropFirst(comparison.rawValue.count)
    skipBlanks(&rest)
    let thresholdOffset = offset(rest, text)
    guard !rest.isEmpty else {
      throw Problem(offset: thresholdOffset, message: "the threshold is missing", hint: Self.form)
    }
    do {
      return (reference, comparison, try threshold(String(rest), of: reference))
    } catch {
      throw Problem(offset: thresholdOffset, message: error.message, hint: error.hint)
    }
  }

  /// `function(metric)` alone.
  func metric(_ text: String) throws(Problem) -> MetricReference {
    var rest = text[...]
    let reference = try self.reference(&rest, of: text, Self.metricForm)
    skipBlanks(&rest)
    guard rest.isEmpty else {
      throw Problem(
        offset: offset(rest, text), message: "\(quoted(rest)) is left over", hint: Self.metricForm
      )
    }
    return reference
  }

  private func reference(_ rest: inout Substring, of text: String, _ form: String) throws(Problem) -> MetricReference {
    let function = rest.prefix { $0.isLetter || $0.isNumber }
    guard !function.isEmpty, rest.dropFirst(function.count).first == "(",
      let close = rest.firstIndex(of: ")")
    else {
      throw Problem(offset: 0, message: "\(quoted(text)) is not of the form function(metric)", hint: form)
    }
    let inside = rest[rest.index(function.endIndex, offsetBy: 1)..<close]
    let metric = inside.prefix { $0 != "{" }
    let region = try region(inside[metric.endIndex...], of: text)
    guard MetricVocabulary.isFunction(String(function)) else {
      let nearest = NearestName.of(String(function), among: MetricVocabulary.functions)
      throw Problem(
        offset: 0, message: "unknown function \(quoted(function))",
        hint: nearest.map { "did you mean '\($0)'?" }
          ?? "use one of \(MetricVocabulary.functions.joined(separator: ", "))")
    }
    let isName =
      !metric.isEmpty && metric.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    guard isName, vocabulary.metrics.isEmpty || vocabulary.metrics.contains(String(metric)) else {
      let nearest = NearestName.of(String(metric), among: vocabulary.metrics)
      throw Problem(
        offset: offset(metric, text), message: "unknown metric \(quoted(metric))",
        hint: nearest.map { "did you mean '\($0)'?" } ?? "metric names are like 'feed.load.latency'")
    }
    rest = rest[rest.index(after: close)...]
    let reference = MetricReference(function: String(function), metric: String(metric), region: region)
    try check(reference, metricOffset: offset(metric, text))
    return reference
  }

  /// `{region=tokyo}`, or nothing.
  private func region(_ label: Substring, of text: String) throws(Problem) -> String? {
    if label.isEmpty { return nil }
    let parts = label.dropFirst().dropLast().split(separator: "=", omittingEmptySubsequences: false)
    guard label.last == "}", parts.count == 2, parts[0] == "region" else {
      throw Problem(
        offset: offset(label, text), message: "\(quoted(label)) is not a label",
        hint: "write for example '{region=tokyo}'")
    }
    let name = String(parts[1])
    if !vocabulary.regions.isEmpty, !vocabulary.regions.contains(name) {
      throw Problem(
        offset: offset(parts[1], text), message: "unknown region \(quoted(name))",
        hint: NearestName.of(name, among: vocabulary.regions).map { "did you mean '\($0)'?" }
          ?? "regions: \(vocabulary.regions.joined(separator: ", "))")
    }
    return name
  }

  private func check(_ reference: MetricReference, metricOffset: Int) throws(Problem) {
    let entries = vocabulary.entries(named: reference.metric)
    if entries.isEmpty { return }
    guard let entry = entries.first(where: { $0.answers(reference.function) }) else {
      throw Problem(
        offset: 0, message: "\(quoted(reference.metric)) has no \(quoted(reference.function))",
        hint: "it has \(entries.flatMap(\.functions).joined(separator: ", "))")
    }
    if reference.region != nil, !entry.hasParts(reference.function) {
      throw Problem(
        offset: metricOffset,
        message: "\(quoted(reference.function)) of \(quoted(reference.metric)) is not measured by region",
        hint: "leave the label out")
    }
  }

  /// `baseline`, `baseline * 1.05` or a quantity.
  private func threshold(_ text: String, of reference: MetricReference) throws(QuantityProblem) -> BudgetThreshold {
    guard text.hasPrefix("baseline") else { return .quantity(try quantity(text, of: reference)) }
    let rest = text.dropFirst("baseline".count).drop { $0 == " " }
    if rest.isEmpty { return .baseline(factor: 1) }
    guard rest.first == "*",
      case .number(let factor)? = try? QuantityParser.parse(
        String(rest.dropFirst().drop { $0 == " " }), .number(1e-6...1e6))
    else {
      throw QuantityProblem(message: "\(quoted(text)) is not a threshold", hint: "write for example 'baseline * 1.05'")
    }
    return .baseline(factor: factor)
  }

  private func quantity(_ text: String, of reference: MetricReference) throws(QuantityProblem) -> Quantity {
    if let domain = MetricVocabulary.domain(of: reference) { return try QuantityParser.parse(text, domain) }
    let domains: [QuantityDomain] = [
      .number(-1e300...1e300), .count(0...Int(Int64.max)), .duration(.zero ... .days(36_500)),
      .fraction(-1e6...1e6), .bytes(0...Int64.max), .rate(0...1e15), .bandwidth(0...1e18),
    ]
    for domain in domains {
      if let quantity = try? QuantityParser.parse(text, domain) { return quantity }
    }
    throw QuantityProblem(
      message: "\(quoted(text)) is not a quantity", hint: "write for example '200 ms', '55 %', '2 GiB' or '1.2 K/s'")
  }

  private func skipBlanks(_ rest: inout Substring) { rest = rest.drop { $0 == " " } }

  private func offset(_ rest: Substring, _ text: String) -> Int {
    text.distance(from: text.startIndex, to: rest.startIndex)
  }
}
