/// What the requests around one percentile of latency are made of: the average of their ledgers.
public struct Attribution: Codable, Sendable, Equatable {
  /// 50, 99 or 99.9.
  public var percent: Double
  /// The percentile itself.
  public var seconds: Double
  /// Requests whose ledgers are averaged, all replications together: those of the latency buckets around the percentile.
  public var requests: Int64
  /// Their mean latency; the shares sum to it.
  public var meanSeconds: Double
  /// Largest first.
  public var shares: [TimeShare]
  /// Sums of shares under one name, such as what a cache miss costs.
  public var views: [DerivedView]

  public init(
    percent: Double, seconds: Double, requests: Int64, meanSeconds: Double, shares: [TimeShare], views: [DerivedView]
  ) {
    self.percent = percent
    self.seconds = rounded(seconds)
    self.requests = requests
    self.meanSeconds = rounded(meanSeconds)
    self.shares = shares
    self.views = views
  }
}

/// Time that a cause takes in all its components together; a view, so it is part of the shares, not beside them.
public struct DerivedView: Codable, Sendable, Equatable {
  public var name: String
  /// Mean per request.
  public var seconds: Double
  /// 0…1 of the mean latency.
  public var share: Double

  public init(name: String, seconds: Double, share: Double) {
    self.name = name
    self.seconds = rounded(seconds)
    self.share = rounded(share)
  }
}

/// One request with its whole ledger, in integer nanoseconds: the parts sum to the latency exactly.
public struct Exemplar: Codable, Sendable, Equatable {
  /// `worst`, `p50`, `p99` or `p99.9`: why it is shown.
  public var role: String
  public var region: String
  /// Intended start, since the start of the run, warm-up included.
  public var startedAtNanoseconds: Int64
  public var latencyNanoseconds: Int64
  /// In the order in which the request first met them.
  public var parts: [Part]

  public struct Part: Codable, Sendable, Equatable {
    public var component: String
    public var kind: String
    public var nanoseconds: Int64

    public init(component: String, kind: String, nanoseconds: Int64) {
      self.component = component
      self.kind = kind
      self.nanoseconds = nanoseconds
    }
  }

  public init(
    role: String, region: String, startedAtNanoseconds: Int64, latencyNanoseconds: Int64, parts: [Part]
  ) {
    self.role = role
    self.region = region
    self.startedAtNanoseconds = startedAtNanoseconds
    self.latencyNanoseconds = latencyNanoseconds
    self.parts = parts
  }
}

/// A point of the curve of latency by percentile.
public struct CurvePoint: Codable, Sendable, Equatable {
  public var percent: Double
  public var seconds: Double

  public init(percent: Double, seconds: Double) {
    self.percent = percent
    self.seconds = rounded(seconds)
  }
}

/// A point of a miss-ratio curve.
public struct MissRatioPoint: Codable, Sendable, Equatable {
  public var capacityBytes: Double
  /// 0…1 of requests.
  public var missRatio: Double

  public init(capacityBytes: Double, missRatio: Double) {
    self.capacityBytes = rounded(capacityBytes)
    self.missRatio = rounded(missRatio)
  }
}
