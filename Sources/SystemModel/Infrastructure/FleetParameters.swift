import Simulator

/// A fleet: equal instances, each a station with `workers` servers.
public struct FleetParameters: Sendable, Equatable {
  /// Per region at full scale; a slice keeps a share of them.
  public var instances: Int
  public var workers: Int
  public var serviceTime: DurationDistribution

  public init(instances: Int, workers: Int, serviceTime: DurationDistribution) {
    self.instances = instances
    self.workers = workers
    self.serviceTime = serviceTime
  }

  /// The three keys of a fleet under `name`; `sizing` says why there are so many, `service` where its time comes from.
  static func fields<Root>(
    _ name: String, _ property: any (WritableKeyPath<Root, FleetParameters> & Sendable), _ summary: String,
    sizing: String, service: String
  ) -> [ParameterField<Root>] {
    let own: [ParameterField<FleetParameters>] = [
      .count(
        "instances", \.instances, 1...20_000, isCapacity: true, "Instances per region at full scale: \(summary).",
        source: sizing),
      .count(
        "workers", \.workers, 1...10_000, isCapacity: true, "Requests that one instance serves at once.",
        source: sizing),
      .distribution(
        "serviceTime", \.serviceTime, "Time of one worker for one request, without waiting.", source: service),
    ]
    return own.map { $0.lifted(name, property) }
  }
}
