import Caching
import Simulator
import Testing
import Workloads

@testable import SystemModel

/// What each key of delivery changes, against the same run without it.
@Suite struct DeliveryTests {
  private static func run(_ change: (inout DeliveryParameters) -> Void) -> RunMeasurements {
    var inputs = SmallWorld.inputs(sessionsPerSecond: 60, seconds: 6)
    inputs.platform = inputs.platform.withFleets(instances: 8, workers: 16)
    // A slow store, so that fills take long enough to be waited for.
    inputs.platform.objectStore.nodes.serviceTime = .constant(.milliseconds(200))
    inputs.platform.delivery.edgeWorkers = 64
    change(&inputs.platform.delivery)
    let measured = SmallWorld.run(inputs)
    for law in measured.invariants { #expect(law.holds, "\(law.name): \(law.expected), found \(law.found)") }
    return measured
  }

  private static let reference = run { _ in }

  private func scalar(_ name: String, _ run: RunMeasurements) -> Double { run.scalars.first { $0.name == name }!.value }

  /// Without collapsing nobody waits for another's fill, and the store gets at least what it got before.
  @Test func collapsingSavesFetches() {
    let stampede = Self.run { $0.collapse = false }
    #expect(Self.reference.executed("edgeFillWaits") + Self.reference.executed("shieldFillWaits") > 20)
    #expect(stampede.executed("edgeFillWaits") == 0 && stampede.executed("shieldFillWaits") == 0)
    #expect(stampede.executed("originRequests") > Self.reference.executed("originRequests"))
  }

  /// Requests at an edge are hits, or go on, or wait: none is lost.
  @Test func requestsAtTheEdgeAddUp() {
    let edge = Self.reference.cache("edge")
    #expect(edge.requests == Self.reference.executed("edgeRequests"))
    #expect(edge.hits <= edge.requests)
    let behind = edge.requests - edge.hits - Self.reference.executed("edgeFillWaits")
    // Requests on their way from edge to shield at the two ends of the run.
    #expect(abs(behind - Self.reference.cache("shield").requests) < 40)
  }

  /// Also with copies that are asked after.
  @Test func requestsAtAnEdgeOfExpiringCopiesAddUp() {
    let expiring = Self.run {
      $0.urls.mode = .mutable
      $0.urls.timeToLive = .seconds(1)
    }
    let edge = expiring.cache("edge")
    let behind = edge.requests - edge.hits - expiring.executed("edgeFillWaits")
    #expect(edge.requests == expiring.executed("edgeRequests"))
    #expect(abs(behind - expiring.cache("shield").requests) < 40)
    #expect(edge.hitRatio < Self.reference.cache("edge").hitRatio)
  }

  @Test func mutableAddressesCostRevalidationsAndStaleImages() {
    func run(_ mode: URLMode, _ timeToLive: SimDuration) -> RunMeasurements {
      Self.run {
        $0.urls = URLParameters()
        $0.urls.mode = mode
        $0.urls.timeToLive = timeToLive
        $0.urls.editInterval = .seconds(20)
      }
    }
    let addressed = run(.contentAddressed, .seconds(1))
    let (short, long) = (run(.mutable, .seconds(1)), run(.mutable, .hours(10)))
    #expect(addressed.executed("staleImages") == 0 && addressed.executed("revalidations") == 0)
    #expect(long.executed("staleImages") > 50)
    #expect(short.executed("revalidations") > 4 * long.executed("revalidations"))
    #expect(short.executed("staleImages") < long.executed("staleImages"))
    #expect(short.executed("originRequests") > addressed.executed("originRequests"))
    // A question costs the store a request, hardly a byte.
    let requests = Double(short.executed("originRequests")) / Double(addressed.executed("originRequests"))
    let bytes = scalar("origin.bytesPerSecond", short) / scalar("origin.bytesPerSecond", addressed)
    #expect(bytes < requests)
  }

  @Test func deletedPhotosAreServedUntilThePurge() {
    func run(_ purgeDelay: SimDuration, _ negative: SimDuration) -> RunMeasurements {
      Self.run {
        $0.deletions.meanLifetime = .seconds(20)
        $0.deletions.purgeDelay = purgeDelay
        $0.deletions.negativeTimeToLive = negative
      }
    }
    let (quick, slow, remembered) = (run(.zero, .zero), run(.hours(1), .zero), run(.zero, .hours(1)))
    #expect(Self.reference.executed("missingImages") == 0)
    #expect(quick.executed("deletedImages") == 0 && slow.executed("deletedImages") > 20)
    #expect(quick.executed("missingImages") > slow.executed("missingImages") && quick.executed("purges") > 5)
    #expect(quick.executed("negativeHits") == 0 && remembered.executed("negativeHits") > 5)
    #expect(remembered.executed("originRequests") < quick.executed("originRequests"))
  }

  @Test func fetchingAheadShortensPagesAndWastesBytes() {
    let ahead = Self.run { $0.prefetch.depth = 6 }
    for network in NetworkClass.allCases {
      let name = Operation.pageVisible(network).name
      let (before, after) = (Self.reference.operation(name).latency, ahead.operation(name).latency)
      if before.count > 30 { #expect(after.mean!.seconds < 0.95 * before.mean!.seconds, "\(name)") }
    }
    let share = scalar("prefetch.wastedShare", ahead)
    #expect(share > 0.1 && share < 0.9)
    #expect(scalar("prefetch.wastedBytes", Self.reference) == 0)
    #expect(ahead.executed("edgeRequests") > Self.reference.executed("edgeRequests"))
  }

  @Test func wholeFilesMoveMoreBytesThanSegments() {
    func run(_ ranges: RangeMode) -> RunMeasurements {
      Self.run {
        $0.video.share = 0.3
        $0.video.ranges = ranges
        $0.edgeCapacity = 400_000_000
        $0.shieldCapacity = 800_000_000
      }
    }
    let (segments, whole) = (run(.segments), run(.wholeFile))
    #expect(segments.executed("videoSegments") > 200 && segments.operation("video.segment").latency.count > 200)
    #expect(Self.reference.executed("videoSegments") == 0)
    #expect(scalar("origin.bytesPerSecond", whole) > 1.5 * scalar("origin.bytesPerSecond", segments))
  }

  @Test func collaboratingEdgesAreOneLargerCache() {
    let together = Self.run { $0.collaboration = .region }
    #expect(Self.reference.executed("ownerRequests") == 0 && together.executed("ownerRequests") > 500)
    #expect(together.cache("edge").hitRatio > Self.reference.cache("edge").hitRatio)
  }

  @Test func lostNodesForget() {
    let (whole, hurt) = (
      Self.run { $0.edgeNodes = 4 },
      Self.run {
        $0.edgeNodes = 4
        $0.nodeLoss.nodes = 3
        $0.nodeLoss.at = .seconds(2)
        $0.nodeLoss.lasts = .hours(1)
      }
    )
    #expect(hurt.cache("edge").hitRatio < 0.8 * whole.cache("edge").hitRatio)
    #expect(hurt.cache("edge").storedBytes < whole.cache("edge").storedBytes)
  }

  @Test func sizesMadeOnDemandCostTheStoreTime() {
    let onDemand = Self.run { $0.variants = .atOrigin }
    #expect(onDemand.executed("resizes") == onDemand.station("resizer").arrivals && onDemand.executed("resizes") > 200)
    #expect(onDemand.operation("image.fetch").latency.mean! > Self.reference.operation("image.fetch").latency.mean!)
    #expect(onDemand.station("mediaWorkers").arrivals < Self.reference.station("mediaWorkers").arrivals)
  }

  @Test func aNarrowLinkIsSeenInTheTail() {
    let narrow = Self.run { $0.links.edgeBandwidth = 30e6 }
    #expect(narrow.station("edgeLink").utilisation > 10 * Self.reference.station("edgeLink").utilisation)
    let (before, after) = (Self.reference.operation("image.fetch").latency, narrow.operation("image.fetch").latency)
    #expect(after.percentile(99)! > before.percentile(99)!)
  }

  @Test func strayingCostsDistance() {
    let (near, far) = (Self.run { $0.strayShare = 0 }, Self.run { $0.strayShare = 1 })
    #expect(far.operation("image.fetch").latency.mean! > near.operation("image.fetch").latency.mean!)
  }
}
