import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Halving any capacity of the reference moves a named metric.
@Suite struct CapacityTests {
  typealias Field = ParameterField<PlatformParameters>

  private static let capacities = PlatformParameters.fields.filter(\.isCapacity)
  #if DEBUG
    private static let examined = capacities.indices.filter { $0 % 12 == 0 }.map { capacities[$0] }
  #else
    private static let examined = capacities
  #endif

  /// A loaded small platform in which every component works; proxies and resizers only where the path leads through them.
  private static func reference(proxied: Bool) -> PlatformInputs {
    var inputs = SmallWorld.inputs(seconds: 6)
    inputs.platform.stories.receipts.batch = 4
    inputs.platform.stories.replies.share = 0.2
    if proxied {
      inputs.platform.upload.path = .proxied
      inputs.platform.delivery.variants = .atOrigin
    }
    return inputs
  }

  private static let direct = SmallWorld.run(reference(proxied: false))
  private static let proxied = SmallWorld.run(reference(proxied: true))

  @Test(arguments: examined.map(\.path)) func halvingACapacityMovesAMetric(path: String) throws {
    let field = try #require(Self.capacities.first { $0.path == path })
    let usesProxies = path.hasPrefix("upload.proxies") || path.hasPrefix("delivery.resizers")
    var inputs = Self.reference(proxied: usesProxies)
    let halved = try #require(half(field.read(inputs.platform)), "\(path) cannot be halved")
    field.write(&inputs.platform, halved)
    let moved = mostMoved(usesProxies ? Self.proxied : Self.direct, SmallWorld.run(inputs))
    print("half of \(path) moves \(moved.name) by \((moved.change * 1_000).rounded() / 10) %")
    #expect(moved.change >= 0.02, "half of \(path) moves \(moved.name) most, by \(moved.change)")
  }

  /// Negative controls: a key that nothing reads, and proxies that no upload passes.
  @Test func halvingWhatNothingReadsMovesNothing() throws {
    let fake = Field(
      path: "gateway.spare.instances", summary: "Read by nothing.", source: "test", domain: .count(1...8),
      isCapacity: true, read: { _ in .count(8) }, write: { _, _ in })
    var unread = Self.reference(proxied: false)
    fake.write(&unread.platform, try #require(half(fake.read(unread.platform))))
    #expect(SmallWorld.run(unread).transcript == Self.direct.transcript)
    var bypassed = Self.reference(proxied: false)
    bypassed.platform.upload.proxies.workers = 1
    #expect(mostMoved(Self.direct, SmallWorld.run(bypassed)).change == 0)
  }

  @Test func theReferenceIsLoadedEverywhere() {
    for station in Self.direct.stations where !["uploadProxy", "resizer"].contains(station.name) {
      #expect(station.arrivals > 0 && station.utilisation > 0, "\(station.name) has nothing to do")
    }
    #expect(Self.proxied.station("uploadProxy").arrivals > 0)
    #expect(Self.direct.station("uploadProxy").arrivals == 0)
    #expect(Self.proxied.station("resizer").arrivals > 0 && Self.direct.station("resizer").arrivals == 0)
    for cache in Self.direct.caches { #expect(cache.hits > 0 && cache.hits < cache.requests, "\(cache.name)") }
    #expect(Self.direct.cache("edge").evictions > 0 && Self.direct.cache("shield").evictions > 0)
  }

  private func half(_ quantity: Quantity) -> Quantity? {
    switch quantity {
    case .count(let value): value >= 1 ? .count(value / 2) : nil
    case .bytes(let value): value >= 2 ? .bytes(value / 2) : nil
    case .duration(let value): .duration(SimDuration(nanoseconds: value.nanoseconds / 2))
    case .rate(let value): .rate(value / 2)
    case .bandwidth(let value): .bandwidth(value / 2)
    case .fraction(let value): .fraction(value / 2)
    case .number(let value): .number(value / 2)
    case .flag, .choice, .distribution: nil
    }
  }

  private func mostMoved(_ before: RunMeasurements, _ after: RunMeasurements) -> (name: String, change: Double) {
    var most = (name: "nothing", change: 0.0)
    for (old, new) in zip(before.namedValues, after.namedValues) {
      let scale = max(abs(old.value), 1e-12)
      let change = abs(new.value - old.value) / scale
      if change > most.change && !(old.value == 0 && new.value == 0) { most = (old.name, change) }
    }
    return most
  }
}
