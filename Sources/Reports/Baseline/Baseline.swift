import Foundation
import Simulator

/// Recorded values of a scenario that later runs are compared with; a small JSON file to commit.
public struct Baseline: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 1

  public var schemaVersion = Baseline.currentSchemaVersion
  public var scenario: ScenarioIdentity
  public var variants: [Variant]

  public struct Variant: Codable, Sendable, Equatable {
    public var name: String
    /// One per replication.
    public var fingerprints: [String]
    public var values: [MetricValues]
    public var histograms: [OperationHistogram]
  }

  /// Latencies of one operation, all replications together.
  public struct OperationHistogram: Codable, Sendable, Equatable {
    public var operation: String
    /// Pairs of a bucket's highest latency in nanoseconds and its samples, rising, buckets without samples left out.
    public var buckets: [[Int64]]
  }

  public init(_ result: RunResult, _ measurements: [[RunMeasurements]]) {
    scenario = result.scenario
    variants = zip(result.variants, measurements).map { variant, runs in
      Variant(
        name: variant.name, fingerprints: variant.fingerprints, values: variant.values,
        histograms: (runs.first?.operations ?? []).indices.map { index in
          var pooled = runs[0].operations[index].latency
          for run in runs.dropFirst() { pooled.add(run.operations[index].latency) }
          var buckets: [[Int64]] = []
          pooled.forEachBucket { buckets.append([$0.nanoseconds, $1]) }
          return OperationHistogram(operation: runs[0].operations[index].name, buckets: buckets)
        })
    }
  }

  /// Keys sorted, one metric to a line, ending in a line feed: differences in version control stay readable.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    func list(_ lines: [String], _ margin: String) -> String {
      lines.isEmpty ? "[]" : "[\n" + lines.map { margin + "  " + $0 }.joined(separator: ",\n") + "\n\(margin)]"
    }
    let variants = try self.variants.map { variant in
      "{\"name\":\(try line(variant.name)),\"fingerprints\":\(try line(variant.fingerprints)),\n"
        + "    \"values\": \(list(try variant.values.map(line), "    ")),\n"
        + "    \"histograms\": \(list(try variant.histograms.map(line), "    "))}"
    }
    return "{\"schemaVersion\": \(schemaVersion),\n \"scenario\": \(try line(scenario)),\n"
      + " \"variants\": \(list(variants, "  "))}\n"
  }

  /// Throws `JSONReportError.unknownVersion` for a file of another version.
  public init(text: String) throws {
    struct Version: Decodable { var schemaVersion: Int }
    let data = Data(text.utf8)
    let version = try JSONDecoder().decode(Version.self, from: data).schemaVersion
    guard version == Baseline.currentSchemaVersion else { throw JSONReportError.unknownVersion(version) }
    self = try JSONDecoder().decode(Baseline.self, from: data)
  }

  /// What a run of `seed` is compared with; nil when the baseline does not have the metric in every replication.
  public func recorded(_ metric: String, variant: String, seed: UInt64) -> RecordedMetric? {
    guard let own = variants.first(where: { $0.name == variant }),
      let values = own.values.first(where: { $0.metric == metric })?.values
    else { return nil }
    let known = values.compactMap { $0 }
    return known.count == values.count ? RecordedMetric(values: known, isPaired: seed == scenario.seed) : nil
  }
}

/// A metric's recorded values, by replication.
public struct RecordedMetric: Sendable, Equatable {
  public var values: [Double]
  /// Recorded with the same draws as the run: replication i of both is a pair.
  public var isPaired: Bool

  public init(values: [Double], isPaired: Bool) {
    self.values = values
    self.isPaired = isPaired
  }
}
