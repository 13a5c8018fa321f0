import Simulator
import Workloads

/// An event of the scenario: many more stories are posted for a while, and expire together a time to live later.
///
/// It may lie before the run: then only its expiry falls into it. The stories of the past that viewers are shown do not
/// follow it.
public struct StoryBurst: ParameterSet, Equatable {
  public var at = SimDuration.hours(-24)
  public var factor = 10.0
  public var length = SimDuration.seconds(30)
  public var halfLife = SimDuration.zero
  public var isLocalTime = false

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .duration(
        "at", \.at, .days(-30) ... .days(7),
        "When the burst begins; negative before the start of the run. Its stories expire a time to live later.",
        source: "assumed: a day before the run, so that with a life of 24 h its expiry begins with it"),
      .number(
        "factor", \.factor, 1...1_000, "Times the usual rate of story posts.",
        source:
          "assumed: New Year 2013 brought 1.8 times the photos over 48 h (company figure); midnight itself far more"),
      .duration("length", \.length, .zero ... .days(7), "How long the burst stays at its height.", source: "assumed"),
      .duration(
        "halfLife", \.halfLife, .zero ... .days(7), "Half-life of the burst after that; zero ends it at once.",
        source: "assumed: none"),
      .flag(
        "localTime", \.isLocalTime, "Whether it comes to each region at that hour of its own clock, as midnight does.",
        source: "assumed: everywhere at once"),
    ]
  }

  public var shape: RateBurst {
    RateBurst(start: .zero + at, factor: factor, length: length, halfLife: halfLife, isLocalTime: isLocalTime)
  }
}
