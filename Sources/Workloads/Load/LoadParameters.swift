import Simulator

/// How the arrival rate moves around its mean.
public struct LoadParameters: ParameterSet {
  public enum Shape: String, CaseIterable, Sendable {
    case constant, ramp, diurnal, flashCrowd
  }

  public var shape = Shape.constant
  public var level = 1.0
  public var rampFrom = 0.5
  public var rampTo = 1.5
  public var rampStart = SimDuration.zero
  public var rampLength = SimDuration.minutes(10)
  public var peakToMean = 1.6
  public var peakHour = 21.0
  public var startHourUTC = 0.0
  public var crowdPeak = 5.0
  public var crowdStart = SimDuration.minutes(1)
  public var crowdRise = SimDuration.seconds(30)
  public var crowdHold = SimDuration.minutes(2)
  public var crowdHalfLife = SimDuration.minutes(5)

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .choice(
      "shape", \.shape, "How the rate moves: constant, a ramp, the day's curve of each region, or a flash crowd.",
      source: "assumed: constant, the mean load"),
    .number(
      "level", \.level, 0...1_000, "Factor on all rates, whatever the shape.", source: "1: the rates of the population"),
    .number("ramp.from", \.rampFrom, 0...1_000, "Factor before the ramp.", source: "assumed: half the mean"),
    .number("ramp.to", \.rampTo, 0...1_000, "Factor after the ramp.", source: "assumed: half above the mean"),
    .duration(
      "ramp.start", \.rampStart, .zero ... .days(30), "When the ramp begins.", source: "assumed: at once"),
    .duration(
      "ramp.length", \.rampLength, .zero ... .days(30), "How long the ramp takes; zero is a step.",
      source: "assumed: ten minutes"),
    .number(
      "diurnal.peakToMean", \.peakToMean, 1...2,
      "Daily peak over mean of a region; a cosine, so the lowest is 2 minus it.",
      source: "1.6 to 1.7 for a worldwide user base, 3 to 4 between the day's extremes of one less spread "
        + "(Robust Perception): 1.6 gives 4.0 inside a region"),
    .number(
      "diurnal.peakHour", \.peakHour, 0...24, "Local hour of the peak.",
      source: "about 23:00 in the eastern US, 19:00 GMT in Europe (Arbor Networks, at second hand); 21 lies between"),
    .number(
      "diurnal.startHourUTC", \.startHourUTC, 0...24, "Hour of the day, UTC, at which a run starts.",
      source: "assumed: midnight"),
    .number(
      "flashCrowd.peak", \.crowdPeak, 0...1_000, "Factor at the height of the crowd.",
      source: "assumed: the Oscars photograph of 2014 and a World Cup post of 2022 both drew above 4,200 actions/s"),
    .duration(
      "flashCrowd.start", \.crowdStart, .zero ... .days(30), "When the crowd begins to gather.",
      source: "assumed: after a minute of calm"),
    .duration(
      "flashCrowd.rise", \.crowdRise, .zero ... .days(30), "From calm to the peak, in a straight line.",
      source: "assumed: push notifications arrive within half a minute"),
    .duration("flashCrowd.hold", \.crowdHold, .zero ... .days(30), "How long the peak lasts.", source: "assumed"),
    .duration(
      "flashCrowd.halfLife", \.crowdHalfLife, .seconds(1) ... .days(30), "Half-life of the crowd after its peak.",
      source: "assumed: shorter than the 69 min half-life of attention (Wu and Huberman 2007), as a run is short"),
  ]
}
