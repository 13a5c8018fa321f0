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
    let delivery = platform.delivery
    if delivery.nodeLoss.nodes >= delivery.edgeNodes && delivery.nodeLoss.nodes > 0 {
      errors.append(
        ScenarioError(
          file, key: "system.delivery.nodeLoss.nodes",
          "\(delivery.nodeLoss.nodes) nodes cannot be lost of \(delivery.edgeNodes): one must stay",
          hint: "set system.delivery.edgeNodes to \(delivery.nodeLoss.nodes + 1) or more"))
    }
    // Each edge, shield server and storage node has a link.
    let links = pops + delivery.shields.instances + platform.objectStore.nodes.instances
    let first = pops * delivery.edgeNodes + links
    let stations = PlatformParameters.fields.filter { $0.path.hasSuffix(".instances") }.reduce(first) { sum, field in
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
