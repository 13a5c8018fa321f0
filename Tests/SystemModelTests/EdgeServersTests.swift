import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct EdgeServersTests {
  private func servers(_ placement: NodePlacement, nodes: Int) -> EdgeServers {
    var parameters = DeliveryParameters()
    parameters.edgeNodes = nodes
    parameters.placement = placement
    return EdgeServers(parameters)
  }

  private static let keys = (0..<20_000).map { Draws.mix(UInt64($0)) }

  /// Every node gets its share: within six deviations of a binomial count.
  @Test(arguments: NodePlacement.allCases) func nodesShareTheKeys(placement: NodePlacement) {
    let servers = servers(placement, nodes: 8)
    var counts = [Int](repeating: 0, count: 8)
    for key in Self.keys { counts[Int(servers.node(of: key))] += 1 }
    for count in counts { #expect(abs(Double(count) - 2_500) < 6 * (20_000 * 0.125 * 0.875).squareRoot()) }
  }

  /// Consistent hashing moves the lost node's keys only; modulo moves almost all (negative control).
  @Test func aLostNodeMovesItsOwnKeysOnly() {
    for placement in NodePlacement.allCases {
      let before = servers(placement, nodes: 8)
      var after = before
      after.lose(1)
      let moved = Self.keys.filter { before.node(of: $0) != after.node(of: $0) }
      #expect(Self.keys.allSatisfy { after.node(of: $0) != 0 })
      if placement == .consistent {
        #expect(moved.allSatisfy { before.node(of: $0) == 0 } && moved.count > 2_000)
      } else {
        #expect(moved.count > 15_000)
      }
      after.restore()
      #expect(Self.keys.allSatisfy { before.node(of: $0) == after.node(of: $0) })
    }
  }

  @Test func oneNodeAlwaysStays() {
    var servers = servers(.consistent, nodes: 2)
    servers.lose(5)
    #expect(servers.lost == 1 && servers.node(of: 77) == 1)
  }

  @Test func photosChangeOnceInEveryInterval() {
    var parameters = URLParameters()
    parameters.editInterval = .seconds(10)
    let versions = PhotoVersions(parameters, draws: Draws(seed: 1, replication: 0))
    for author in 0..<50 as Range<UInt32> {
      let post = PostID(UInt64(author) << 20)
      var changes = 0
      for second in -100..<100 as Range<Int64> {
        let (now, next) = (
          SimTime(nanoseconds: second * 1_000_000_000), SimTime(nanoseconds: (second + 1) * 1_000_000_000)
        )
        let step = versions.version(of: post, at: next) - versions.version(of: post, at: now)
        #expect(step == 0 || step == 1)
        changes += Int(step)
      }
      #expect(changes == 20)
    }
  }

  @Test func freshnessKeepsTimesOfBothSigns() {
    var table = FreshnessTable()
    let unknown = table.checkedAt(5)
    #expect(unknown == .distantPast)
    for time in [SimTime(nanoseconds: -3_600_000_000_000), .zero, SimTime(nanoseconds: 12_345_000_000)] {
      table.set(5, time)
      let known = table.checkedAt(5)
      #expect(known == time)
    }
  }
}
