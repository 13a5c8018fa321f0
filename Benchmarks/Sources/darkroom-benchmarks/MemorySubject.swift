import CReference
import Caching
import Simulator
import SystemModel

/// Something of which the simulator holds many, and how many bytes one of them may take.
struct MemorySubject {
  typealias Built = (held: AnyObject, items: Double)

  let name: String
  /// Most resident bytes per item.
  let bound: Double
  /// Returns what must be alive while memory is read, and the number of items in it.
  let build: () -> Built
  /// For items that only exist within a whole run: the same run with fewer of them.
  var base: (() -> Built)?

  static func all(quick: Bool) -> [MemorySubject] {
    let counts = quick ? [1_000_000] : [1_000_000, 3_000_000, 10_000_000]
    let objects = counts.flatMap { count in
      [
        MemorySubject(name: "object in an LRU cache of \(count)", bound: 50) {
          cachedObjects(LRU<HashedTable>.self, count)
        },
        MemorySubject(name: "object in a FIFO cache of \(count)", bound: 50) {
          cachedObjects(FIFO<HashedTable>.self, count)
        },
      ]
    }
    let events = counts.flatMap { count in
      HoldHorizon.allCases.map { horizon in
        MemorySubject(name: "pending event, \(horizon.rawValue), of \(count)", bound: 30) {
          pendingEvents(horizon, count)
        }
      }
    }
    // Fewer sessions or posts, and the doubling of pools would decide.
    let slice = 20
    let session = MemorySubject(
      name: "active session, with all that it needs", bound: 1_000, build: { sessions(opensPerDay: 6, slice: slice) },
      base: { sessions(opensPerDay: 2, slice: slice) })
    let post = MemorySubject(
      name: "post of the run, in all regions", bound: 1_500, build: { posts(postsPerDay: 12, slice: slice) },
      base: { posts(postsPerDay: 4, slice: slice) })
    return objects + events + [session, post]
  }

  private final class Held<Value: ~Copyable> {
    var value: Value
    init(_ value: consuming Value) { self.value = value }
  }

  /// A full cache that has grown from nothing and turned over once.
  private static func cachedObjects<Policy: EvictionPolicy & ~Copyable>(_: Policy.Type, _ objects: Int) -> Built
  where Policy.Key == UInt64 {
    let held = Held(Policy(CacheLimits(capacityBytes: Int64(objects) * Int64(CacheBenchmark.objectBytes))))
    for number in 0..<UInt64(2 * objects) {
      _ = held.value.access(CacheRequest(Draws.mix(number), sizeBytes: CacheBenchmark.objectBytes))
    }
    precondition(held.value.storedObjects == objects, "the cache is not full")
    return (held, Double(objects))
  }

  /// A wheel in steady state.
  private static func pendingEvents(_ horizon: HoldHorizon, _ events: Int) -> Built {
    let increments = HoldIncrements(horizon)
    return withExtendedLifetime(increments) {
      var state = increments.fresh
      let held = Held(SwiftHold<RadixWheelList>())
      _ = held.value.fill(events, &state) && held.value.hold(10 * events, &state)
      return (held, Double(events))
    }
  }

  /// Sessions that will ask for another page, with their requests, pending events and story trays.
  private static func sessions(opensPerDay: Double, slice: Int) -> Built {
    var inputs = bareInputs(slice: slice)
    inputs.population.opensPerDay = opensPerDay
    inputs.population.postsPerDay = 0
    inputs.population.storiesPerDay = 0
    inputs.session.likesPerPage = 0
    inputs.session.commentsPerPage = 0
    inputs.duration = .seconds(40)
    let run = finished(inputs)
    return (run, Double(run.liveState.activeSessions))
  }

  /// Posts with their rows, replicas, objects and the completion times of their fan-out.
  private static func posts(postsPerDay: Double, slice: Int) -> Built {
    var inputs = bareInputs(slice: slice)
    inputs.population.users /= slice
    inputs.population.opensPerDay = 0
    inputs.population.postsPerDay = postsPerDay
    inputs.population.storiesPerDay = 0
    inputs.duration = .seconds(60)
    let run = finished(inputs)
    let executed = run.measurements().rates.first { $0.name == "posts" }!.executed
    return (run, Double(executed) * (inputs.duration + inputs.warmUp).seconds / inputs.duration.seconds)
  }

  /// A billion users whose caches hold next to nothing.
  private static func bareInputs(slice: Int) -> PlatformInputs {
    var inputs = PlatformInputs()
    inputs.slice = slice
    inputs.warmUp = .seconds(1)
    inputs.platform.delivery.warmTurnover = 0
    inputs.platform.delivery.edgeCapacity = 1 << 20
    inputs.platform.delivery.shieldCapacity = 1 << 20
    return inputs
  }

  private static func finished(_ inputs: PlatformInputs) -> PlatformRun {
    let run = PlatformRun(inputs, seed: 1)
    run.prepare()
    run.run()
    return run
  }
}
