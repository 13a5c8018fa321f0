import GRDB

/// One metric of one scenario and variant over time.
public struct TrendSeries: Codable, Sendable, Equatable {
  public var scenario: String
  public var variant: String
  public var metric: String
  /// As in `MetricUnit`, or the model's own.
  public var unit: String
  /// Oldest first.
  public var points: [TrendPoint]
}

/// The metric in one complete run.
public struct TrendPoint: Codable, Sendable, Equatable {
  public var run: Int64
  public var recordedAt: String
  public var scenarioHash: String
  public var seed: Int64
  public var label: String?
  public var gitCommit: String?
  public var value: Double
  public var low: Double?
  public var high: Double?
  public var basis: String
  /// (value − previous) / |previous|; nil for the first run and after a zero.
  public var change: Double?
  /// The scenario is not the one of the previous run: the change may be of the question, not of the platform.
  public var scenarioChanged: Bool
}

extension Archive {
  /// One series for each scenario and variant that has the metric, in the order of their names; partial runs are left out.
  /// Throws `unknownMetric`, or `noValues` where only other scenarios or variants have it.
  public func trend(_ metric: String, scenario: String? = nil, variant: String? = nil, limit: Int? = nil) throws
    -> [TrendSeries]
  {
    try read { database in
      var sql = "SELECT * FROM metric_history WHERE metric = ?"
      var arguments: StatementArguments = [metric]
      if let scenario {
        sql += " AND scenario = ?"
        arguments += [scenario]
      }
      if let variant {
        sql += " AND variant = ?"
        arguments += [variant]
      }
      let rows = try Row.fetchAll(
        database, sql: sql + " ORDER BY scenario, variant, recorded_at, run_id", arguments: arguments)
      if rows.isEmpty {
        let isKnown = try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM metrics WHERE metric = ?)", arguments: [metric])
        throw isKnown == true ? ArchiveError.noValues(metric: metric) : ArchiveError.unknownMetric(metric)
      }
      return Archive.series(rows, metric).map { series in
        var newest = series
        if let limit { newest.points = Array(series.points.suffix(limit)) }
        return newest
      }
    }
  }

  private static func series(_ rows: [Row], _ metric: String) -> [TrendSeries] {
    var all: [TrendSeries] = []
    for row in rows {
      let (scenario, variant): (String, String) = (row["scenario"], row["variant"])
      if all.last?.scenario != scenario || all.last?.variant != variant {
        all.append(TrendSeries(scenario: scenario, variant: variant, metric: metric, unit: row["unit"], points: []))
      }
      let previous = all[all.count - 1].points.last
      let (value, hash): (Double, String) = (row["value"], row["scenario_hash"])
      var change: Double?
      if let before = previous?.value, before != 0 { change = (value - before) / abs(before) }
      all[all.count - 1].points.append(
        TrendPoint(
          run: row["run_id"], recordedAt: row["recorded_at"], scenarioHash: hash, seed: row["seed"],
          label: row["label"], gitCommit: row["git_commit"], value: value, low: row["low"], high: row["high"],
          basis: row["basis"], change: change, scenarioChanged: previous.map { $0.scenarioHash != hash } ?? false))
    }
    return all
  }
}
