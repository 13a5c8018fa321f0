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

  func requirement(_ text: String) throws(Problem) -> (MetricReference, Budget.Comparison, Quantity) {
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
    let metric = rest[rest.index(function.endIndex, offsetBy: 1)..<close]
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
    return MetricReference(function: String(function), metric: String(metric))
  }

  private func threshold(_ text: String, of reference: MetricReference) throws(QuantityProblem) -> Quantity {
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
