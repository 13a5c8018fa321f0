/// `trace.json`: single requests and their parts in the Trace Event Format, which Perfetto and chrome://tracing open.
///
/// A process per region (and variant, where there are several), a thread per request. Times are microseconds with three
/// decimals, printed from integer nanoseconds. Parts that took no time are left out.
public enum ChromeTraceReport {
  /// What a reader must know to read the parts.
  static let note =
    "The parts of a request are drawn one after another in the order in which the request first met them. Equal parts "
    + "(same component and kind) are joined into one. Together they last as long as the request."

  public static func text(_ result: RunResult) -> String {
    let requests = result.variants.flatMap(TracedRequest.all)
    let several = result.variants.count > 1
    var processes: [String] = []
    let places = requests.map { request in
      let name = several ? "\(request.variant) · \(request.exemplar.region)" : request.exemplar.region
      if let known = processes.firstIndex(of: name) { return known + 1 }
      processes.append(name)
      return processes.count
    }
    var events = processes.enumerated().flatMap { index, name in
      [
        metadata("process_name", index + 1, nil, ("name", .string(name))),
        metadata("process_sort_index", index + 1, nil, ("sort_index", .integer(index + 1))),
      ]
    }
    for (index, (request, process)) in zip(requests, places).enumerated() {
      let thread = processes.count + index + 1
      let latency = Readable.seconds(Double(request.exemplar.latencyNanoseconds) * 1e-9)
      let title = "\(request.operation) \(request.exemplar.role), \(latency)"
      events.append(metadata("thread_name", process, thread, ("name", .string(title))))
      events.append(metadata("thread_sort_index", process, thread, ("sort_index", .integer(thread))))
      events += spans(request, process, thread)
    }
    let scenario = result.scenario
    let facts = [
      ("scenario", scenario.name), ("hash", scenario.hash), ("seed", "\(scenario.seed)"), ("note", note),
    ]
    let other = JSONValue.object(facts.map { ($0, .string($1)) })
    return "{\"displayTimeUnit\":\"ms\",\"otherData\":\(other.text),\"traceEvents\":\(JSONValue.lines(events))}\n"
  }

  private static func spans(_ request: TracedRequest, _ process: Int, _ thread: Int) -> [JSONValue] {
    let exemplar = request.exemplar
    let whole = complete(
      request.operation, "request", process, thread, exemplar.startedAtNanoseconds, exemplar.latencyNanoseconds,
      [("role", .string(exemplar.role)), ("variant", .string(request.variant)), ("region", .string(exemplar.region))])
    return [whole]
      + request.timedParts.map { start, part in
        complete(
          "\(part.component) \(part.kind)", part.kind, process, thread, start, part.nanoseconds,
          [("component", .string(part.component)), ("kind", .string(part.kind))])
      }
  }

  private static func complete(
    _ name: String, _ category: String, _ process: Int, _ thread: Int, _ start: Int64, _ nanoseconds: Int64,
    _ facts: [(key: String, value: JSONValue)]
  ) -> JSONValue {
    .object([
      ("ph", .string("X")), ("name", .string(name)), ("cat", .string(category)), ("pid", .integer(process)),
      ("tid", .integer(thread)), ("ts", microseconds(start)), ("dur", microseconds(nanoseconds)),
      ("args", .object(facts + [("nanoseconds", .integer(nanoseconds))])),
    ])
  }

  private static func metadata(
    _ name: String, _ process: Int, _ thread: Int?, _ fact: (key: String, value: JSONValue)
  ) -> JSONValue {
    .object([
      ("ph", .string("M")), ("name", .string(name)), ("pid", .integer(process)), ("tid", .integer(thread ?? 0)),
      ("args", .object([fact])),
    ])
  }

  /// `1234.567` of 1,234,567 ns, without floating point.
  static func microseconds(_ nanoseconds: Int64) -> JSONValue {
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000)
    let decimals = String(repeating: "0", count: 3 - "\(rest)".count) + "\(rest)"
    return .literal("\(nanoseconds < 0 ? "-" : "")\(whole).\(decimals)")
  }
}

/// An exemplar and whose it is.
struct TracedRequest {
  var variant: String
  var operation: String
  /// Among the exemplars of its operation.
  var index: Int
  var exemplar: Exemplar

  static func all(_ variant: VariantResult) -> [TracedRequest] {
    variant.operations.flatMap { operation in
      operation.exemplars.enumerated().map {
        TracedRequest(variant: variant.name, operation: operation.name, index: $0.offset, exemplar: $0.element)
      }
    }
  }

  /// Parts that took time, each with its start in nanoseconds since the start of the run.
  var timedParts: [(start: Int64, part: Exemplar.Part)] {
    var now = exemplar.startedAtNanoseconds
    return exemplar.parts.filter { $0.nanoseconds > 0 }.map { part in
      defer { now += part.nanoseconds }
      return (now, part)
    }
  }
}
