import Foundation
import Simulator
import SystemModel

/// What a slice measures beside what full scale measures: the same world, seed and time, a part of its viewers.
///
/// A celebrity's post at the start makes a hot row; its likes go straight to it, so that they wait for its lock. Caches
/// start empty, so the origin has twice the default's nodes: when it saturates at full scale, no slice can know.
enum SliceBenchmark {
  /// A third of what the row takes, beside the viewers' own likes: a queue that does not grow.
  private static let burstLikesPerSecond = 700.0

  private struct Row {
    let name: String
    let unit: String
    let value: (RunMeasurements) -> Double?
    var isValid: (RunMeasurements) -> Bool = { _ in true }
    /// Whether a slice should give the value of full scale.
    var isCompared = true
  }

  static func run(users: Int, slices: [Int], seconds: Int64, warmUp: Int64) {
    print(
      "slices: \(users) users, \(seconds) s measured after \(warmUp) s of warm-up, empty caches, seed 1; "
        + "relative error against full scale; * not valid in that slice")
    let full = measure(users, slice: 1, seconds, warmUp)
    let parts = slices.map { measure(users, slice: $0, seconds, warmUp) }
    print("\n| | full scale | " + slices.map { "1/\($0)" }.joined(separator: " | ") + " |")
    print("|---|" + String(repeating: "---|", count: slices.count + 1))
    for row in rows(full) {
      let cells = parts.map { cell(row, $0, full: full) }
      print(
        "| \(row.name)\(row.unit.isEmpty ? "" : ", \(row.unit)") | \(text(row.value(full))) | "
          + cells.joined(separator: " | ") + " |")
    }
    print("")
    for (slice, measured) in zip(slices, parts) {
      print("1/\(slice): \(measured.caveats.joined(separator: "; ")).")
    }
  }

  private static func measure(_ users: Int, slice: Int, _ seconds: Int64, _ warmUp: Int64) -> RunMeasurements {
    var inputs = PlatformInputs()
    inputs.population.users = users
    inputs.slice = slice
    inputs.warmUp = .seconds(warmUp)
    inputs.duration = .seconds(seconds)
    inputs.platform.delivery.warmTurnover = 0
    inputs.platform.counters.mode = .direct
    inputs.platform.objectStore.nodes.instances = 80
    var post = CelebrityPost()
    (post.at, post.likesPerSecond, post.decays) = (.zero, burstLikesPerSecond, false)
    inputs.celebrityPosts = [post]
    let started = Date()
    let run = PlatformRun(inputs, seed: 1, threads: 2)
    run.prepare()
    run.run()
    let measured = run.measurements()
    print(
      String(
        format: "  1/%d: %.1f s on the wall, %.2f M events", slice, Date().timeIntervalSince(started),
        Double(measured.executedEvents) / 1e6))
    return measured
  }

  private static func rows(_ full: RunMeasurements) -> [Row] {
    let tails = ["feed.load", "feed.visible", "image.fetch", "like"].map { name in
      Row(name: "p99 of `\(name)`", unit: "ms") { measured in
        measured.operations.first { $0.name == name }?.latency.percentile(99).map { $0.seconds * 1e3 }
      }
    }
    let requests = Row(
      name: "requests of `feed.load`", unit: "",
      value: { measured in measured.operations.first { $0.name == "feed.load" }.map { Double($0.latency.count) } },
      isCompared: false)
    let ratios = ["phone", "edge", "shield"].map { name in
      Row(
        name: "\(name) hit ratio", unit: "%",
        value: { measured in
          measured.caches.first { $0.name == name && $0.requests > 0 }.map {
            Double($0.hits) / Double($0.requests) * 100
          }
        }, isValid: { measured in measured.caches.first { $0.name == name }?.isValid ?? false })
    }
    return [requests] + tails + ratios + hotRowNames(full).flatMap(rows(ofHotRow:))
  }

  /// The row of the scenario's post, and the one whose writers waited longest at full scale.
  private static func hotRowNames(_ full: RunMeasurements) -> [String] {
    let burst = full.hotRows.first { $0.name.contains("the scenario's post") }?.name
    let hottest = full.hotRows.first?.name
    return [burst, hottest == burst ? nil : hottest].compactMap { $0 }
  }

  /// The same row in every run; a slice whose ten hottest do not hold it has no value.
  private static func rows(ofHotRow name: String) -> [Row] {
    func row(_ what: String, _ unit: String, _ value: @escaping (RowMeasurement) -> Double) -> Row {
      Row(name: "\(name): \(what)", unit: unit) { $0.hotRows.first { $0.name == name }.map(value) }
    }
    return [
      row("updates", "") { Double($0.updates) },
      row("lock wait in all", "s") { $0.lockWaitSum.seconds },
      row("utilisation", "%") { $0.utilisation * 100 },
    ]
  }

  private static func cell(_ row: Row, _ measured: RunMeasurements, full: RunMeasurements) -> String {
    let value = row.value(measured)
    var cell = text(value) + (row.isValid(measured) ? "" : "*")
    if row.isCompared, let value, let reference = row.value(full), reference != 0 {
      cell += String(format: " (%+.1f %%)", (value / reference - 1) * 100)
    }
    return cell
  }

  /// Four digits or so, `–` for none.
  private static func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    return String(format: value >= 1_000 ? "%.0f" : value >= 100 ? "%.1f" : "%.2f", value)
  }
}
