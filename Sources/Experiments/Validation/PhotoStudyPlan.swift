import Caching
import Simulator

/// One number of the photo-caching study. The study is run once, in one world, so its replications are equal.
struct PhotoStudyPlan: ValidationPlan {
  var measure: Measure
  var value: @Sendable (PhotoCacheStudy) -> Double
  /// Where the study differs from the published one, and why; only the first case says it.
  var remarks: @Sendable (PhotoCacheStudy) -> [String] = { _ in [] }

  private static let study = PhotoCacheStudy(threads: 2)

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    let study = Self.study
    var observation = Observation()
    observation[measure] = value(study)
    observation.remarks = remarks(study)
    observation.laws = [
      InvariantMeasurement(
        name: "requests replayed", expected: study.infinite.requests, found: study.counts(.fifo).requests)
    ]
    observation.fingerprint.absorb(UInt64(study.counts(.fifo).misses))
    return observation
  }
}
