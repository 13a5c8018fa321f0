import Simulator

/// OTLP/JSON traces of the single requests that a result shows, for collectors and trace stores.
///
/// Identifiers are hashes of what they name, so equal results give equal bytes. Times are those of the simulation:
/// nanoseconds since its start, where OTLP counts from 1970.
public enum OTLPReport {
  public static func text(_ result: RunResult) -> String {
    let requests = result.variants.flatMap(TracedRequest.all)
    var places: [(variant: String, region: String)] = []
    for request in requests where !places.contains(where: { $0 == request.place }) { places.append(request.place) }
    let resources = places.map { place in
      let spans = requests.filter { $0.place == place }.flatMap { self.spans($0, result.scenario) }
      return JSONValue.object([
        ("resource", .object([("attributes", attributes(of: place, result.scenario))])),
        (
          "scopeSpans",
          .array([.object([("scope", .object([("name", .string("darkroom"))])), ("spans", .array(spans))])])
        ),
      ])
    }
    return JSONValue.object([("resourceSpans", .array(resources))]).text + "\n"
  }

  /// Values of `SpanKind` and of `StatusCode`, which OTLP/JSON writes as numbers.
  private static let internalKind = 1
  private static let serverKind = 2
  private static let statusOK = 1

  private static func attributes(of place: (variant: String, region: String), _ scenario: ScenarioIdentity) -> JSONValue
  {
    .array([
      attribute("service.name", "darkroom"), attribute("service.instance.id", "\(place.variant)/\(place.region)"),
      attribute("darkroom.variant", place.variant), attribute("darkroom.region", place.region),
      attribute("darkroom.scenario.name", scenario.name), attribute("darkroom.scenario.hash", scenario.hash),
      attribute("darkroom.seed", "\(scenario.seed)"),
    ])
  }

  private static func spans(_ request: TracedRequest, _ scenario: ScenarioIdentity) -> [JSONValue] {
    let exemplar = request.exemplar
    let subject = [
      scenario.hash, "\(scenario.seed)", request.variant, exemplar.region, request.operation, exemplar.role,
      "\(request.index)",
    ]
    let trace = identifier("trace, high", subject) + identifier("trace, low", subject)
    let root = identifier("request", subject)
    let whole = span(
      trace, root, parent: nil, request.operation, serverKind, exemplar.startedAtNanoseconds,
      exemplar.latencyNanoseconds, [attribute("darkroom.role", exemplar.role)])
    return [whole]
      + request.timedParts.enumerated().map { index, timed in
        span(
          trace, identifier("part \(index)", subject), parent: root, "\(timed.part.component) \(timed.part.kind)",
          internalKind, timed.start, timed.part.nanoseconds,
          [
            attribute("darkroom.component", timed.part.component), attribute("darkroom.kind", timed.part.kind),
            .object([
              ("key", .string("darkroom.nanoseconds")),
              ("value", .object([("intValue", .string("\(timed.part.nanoseconds)"))])),
            ]),
          ])
      }
  }

  private static func span(
    _ trace: String, _ identifier: String, parent: String?, _ name: String, _ kind: Int, _ start: Int64,
    _ nanoseconds: Int64, _ attributes: [JSONValue]
  ) -> JSONValue {
    .object(
      [("traceId", .string(trace)), ("spanId", .string(identifier))]
        + (parent.map { [("parentSpanId", .string($0))] } ?? [])
        + [
          ("name", .string(name)), ("kind", .integer(kind)), ("startTimeUnixNano", .string("\(start)")),
          ("endTimeUnixNano", .string("\(start + nanoseconds)")), ("attributes", .array(attributes)),
          ("status", .object([("code", .integer(statusOK))])),
        ])
  }

  private static func attribute(_ key: String, _ value: String) -> JSONValue {
    .object([("key", .string(key)), ("value", .object([("stringValue", .string(value))]))])
  }

  /// Sixteen hexadecimal digits, never all zero, which OTLP reads as "none".
  private static func identifier(_ purpose: String, _ subject: [String]) -> String {
    var fingerprint = Fingerprint()
    for word in [purpose] + subject {
      fingerprint.absorb(UInt64(word.utf8.count))
      for byte in word.utf8 { fingerprint.absorb(UInt64(byte)) }
    }
    let digits = fingerprint.hexadecimal
    return digits.allSatisfy { $0 == "0" } ? String(digits.dropLast()) + "1" : digits
  }
}

extension TracedRequest {
  fileprivate var place: (variant: String, region: String) { (variant, exemplar.region) }
}
