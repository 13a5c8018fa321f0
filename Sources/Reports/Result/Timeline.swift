/// Metrics of one replication over the equal intervals of its measured time.
public struct Timeline: Codable, Sendable, Equatable {
  /// Ends of the intervals in seconds since the start of the run, warm-up included; one more than there are intervals.
  public var edgesSeconds: [Double]
  public var series: [Series]

  public struct Series: Codable, Sendable, Equatable {
    /// Such as `p99(feed.load.latency)`, `utilisation(ranker)`, `hitRatio(edge)`.
    public var metric: String
    public var unit: MetricUnit
    /// One per interval; nil where an interval has no sample.
    public var values: [Double?]

    public init(metric: String, unit: MetricUnit, values: [Double?]) {
      self.metric = metric
      self.unit = unit
      self.values = values.map { $0.map(rounded) }
    }
  }

  public init(edgesSeconds: [Double], series: [Series]) {
    self.edgesSeconds = edgesSeconds.map(rounded)
    self.series = series
  }
}

/// One metric in every replication.
public struct MetricValues: Codable, Sendable, Equatable {
  /// Such as `p99(feed.load.latency)`.
  public var metric: String
  public var unit: MetricUnit
  /// By replication, not rounded; nil where a replication does not have it.
  public var values: [Double?]

  public init(metric: String, unit: MetricUnit, values: [Double?]) {
    self.metric = metric
    self.unit = unit
    self.values = values
  }
}

/// A named part of the run, or an event that falls into it, for timelines.
public struct TimeMark: Codable, Sendable, Equatable {
  public var name: String
  /// Since the start of the run, warm-up included.
  public var fromSeconds: Double
  /// The same as `fromSeconds` for an event.
  public var toSeconds: Double

  public init(name: String, fromSeconds: Double, toSeconds: Double) {
    self.name = name
    self.fromSeconds = rounded(fromSeconds)
    self.toSeconds = rounded(toSeconds)
  }
}
