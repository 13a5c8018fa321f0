import Simulator
import SystemModel

extension ScenarioParameters {
  /// Stations that one region can number.
  private static var mostStations: Int { 32_766 }

  /// Values that are in range one by one and impossible together.
  func contradictions(with events: [PlacedEvent], file: SourcePlace) -> [ScenarioError] {
    var errors: [ScenarioError] = []
    let users = population.users
    for placed in events {
      guard case .celebrityPost(let post) = placed.event, post.celebrity > users else { continue }
      errors.append(
        ScenarioError(
          placed.place, key: "events.celebrityPost.celebrity", "there is no account number \(post.celebrity)",
          hint: "population.users is \(users)"))
    }
    let pops = geography.edgePopsPerRegion
    if users < pops * 5 {
      errors.append(
        ScenarioError(
          file, key: "population.users", "\(users) users cannot live at \(pops * 5) edge PoPs",
          hint: "set population.users to \(pops * 5) or more, or regions.edgePopsPerRegion lower"))
    }
    let stations = PlatformParameters.fields.filter { $0.path.hasSuffix(".instances") }.reduce(pops) { sum, field in
      guard case .count(let instances) = field.read(platform) else { return sum }
      return sum + instances
    }
    if stations > Self.mostStations {
      errors.append(
        ScenarioError(
          file, key: "system", "the fleets of a region have \(stations) instances together",
          hint: "a region has room for \(Self.mostStations)"))
    }
    return errors
  }
}
