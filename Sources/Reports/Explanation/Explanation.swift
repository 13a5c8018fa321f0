/// Why an operation is as slow as it is, with the checks that its causes passed.
public struct Explanation: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 1

  public var schemaVersion = Explanation.currentSchemaVersion
  public var operation: String
  public var variant: String
  /// Of the run that was explained.
  public var fingerprint: String
  /// p50, p99 and p99.9, with what they are made of.
  public var attribution: [Attribution]
  public var exemplars: [Exemplar]
  /// Largest share of the p99 first.
  public var causes: [CauseCheck] = []
  /// The components that saturate first when every load grows by the same factor, first one first.
  public var bottlenecks: [Bottleneck]

  public init(operation: String, variant: String, fingerprint: String, result: OperationResult, whole: VariantResult) {
    self.operation = operation
    self.variant = variant
    self.fingerprint = fingerprint
    attribution = result.attribution
    exemplars = result.exemplars
    bottlenecks = Array(whole.saturationOrder.prefix(4))
  }
}

/// One cause, taken away twice: from the ledgers, and from the scenario.
public struct CauseCheck: Codable, Sendable, Equatable {
  public var name: String
  /// Of the p99, 0…1.
  public var share: Double
  /// What removes it, as for `--set`.
  public var settings: [String]
  public var percentiles: [Percentile]

  /// Seconds.
  public struct Percentile: Codable, Sendable, Equatable {
    /// 50, 99 or 99.9.
    public var percent: Double
    public var seconds: Double
    /// Of the latencies less the cause's time in each request's ledger, all else as it was.
    public var attributed: Double
    /// Of the run without the cause.
    public var rerun: Double

    public init(percent: Double, seconds: Double, attributed: Double, rerun: Double) {
      self.percent = percent
      self.seconds = rounded(seconds)
      self.attributed = rounded(attributed)
      self.rerun = rounded(rerun)
    }

    /// What the rerun saved, of what the ledgers promised; nil when they promised nothing.
    public var agreement: Double? {
      seconds == attributed ? nil : (seconds - rerun) / (seconds - attributed)
    }
  }

  public init(name: String, share: Double, settings: [String], percentiles: [Percentile]) {
    self.name = name
    self.share = rounded(share)
    self.settings = settings
    self.percentiles = percentiles
  }
}

extension VariantResult {
  /// Stations and rows by the load factor at which their busiest instance is always busy, lowest first.
  public var saturationOrder: [Bottleneck] {
    let all =
      stations.map { (Bottleneck.Kind.station, $0.name, $0.busiestUtilisation.value) }
      + hotRows.map { (.row, $0.name, $0.utilisation) }
    let busy = all.enumerated().filter { $0.element.2 > 0 }
    return busy.sorted { ($1.element.2, $0.offset) < ($0.element.2, $1.offset) }.map { _, candidate in
      Bottleneck(
        kind: candidate.0, name: candidate.1, utilisation: candidate.2, headroom: rounded(1 / candidate.2))
    }
  }
}
