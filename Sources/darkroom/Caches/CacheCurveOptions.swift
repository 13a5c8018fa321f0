import ArgumentParser
import CacheLab
import Caching
import Experiments

/// Which miss-ratio curves `darkroom cache` computes.
struct CacheCurveOptions: ParsableArguments {
  @Flag(help: "Compute miss-ratio curves too; without --size nothing else.")
  var curve = false

  @Option(
    help: ArgumentHelp(
      """
      exact (LRU by stack distance, others by replays), shards, shards-size (LRU), mini (any policy), with commas. \
      Default: exact for LRU, mini for the others.
      """, valueName: "methods"))
  var curveMethod: String?

  @Option(
    help: ArgumentHelp("Share of the objects for shards and mini; default: about 16 K objects.", valueName: "share"))
  var rate: String?

  @Option(help: ArgumentHelp("Objects that shards-size keeps.", valueName: "n"))
  var samples = 8_192

  @Option(help: ArgumentHelp("Sizes of a curve, from a thousandth of the footprint up to it.", valueName: "n"))
  var points = 25

  func validate() throws {
    if samples < 16 { throw ValidationError("--samples is 16 or more, got \(samples)") }
    if !(2...10_000).contains(points) { throw ValidationError("--points is 2 … 10000, got \(points)") }
    if !curve && (curveMethod != nil || rate != nil) {
      throw ValidationError("--curve-method and --rate are of curves; add --curve")
    }
    _ = try methods
    if let rate { _ = try wrapped { try CacheRequests.share(rate, "--rate") } }
  }

  private var methods: [CurveMethod]? {
    get throws { try curveMethod.map { text in try wrapped { try CacheRequests.methods(text) } } }
  }

  private func wrapped<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw ValidationError("\(error)") }
  }

  /// Nil without --curve.
  func plan(_ policies: [PolicyName], footprint: Int64, objects: Int) throws -> CurvePlan? {
    if !curve { return nil }
    let sizes = CurvePlan.sizes(upTo: footprint, count: points)
    var plan = CurvePlan(policies, methods: try methods, sizes: sizes)
    plan.rate = try rate.map { try CacheRequests.share($0, "--rate") } ?? CurvePlan.rate(forObjects: objects)
    plan.sampleObjects = samples
    return plan
  }
}
