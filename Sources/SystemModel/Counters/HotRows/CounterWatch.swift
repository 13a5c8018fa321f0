import Simulator
import Workloads

/// Counters that are looked at during the whole run: what was accepted of them, and what their readers see.
///
/// Each region notes both at the same instants; the sum of what all have accepted, less what the home shows, is the error of
/// the count at that moment. The counters are those of the scenario's events.
struct CounterWatch {
  static let tickCount = 200

  struct Watched {
    var counter: CounterID
    var accepted: Int64 = 0
  }

  /// What one region had counted at a tick.
  struct Sample {
    var accepted: [Int64] = []
    /// Of those that live here; nil elsewhere.
    var shown: [Int64?] = []
    var reads: [Int] = []
  }

  let ticks: [SimTime]
  private(set) var watched: [Watched?]
  private(set) var samples: [Sample] = []

  init(_ inputs: PlatformInputs) {
    let start = SimTime.zero + inputs.warmUp
    watched = inputs.celebrityPosts.map { _ in nil }
    watched += inputs.hashtagStorms.indices.map { Watched(counter: .posts(under: HashtagModel.tag(ofStorm: $0))) }
    let step = inputs.duration.nanoseconds / Int64(Self.tickCount)
    let isNeeded = !watched.isEmpty && step > 0
    ticks = isNeeded ? (1...Self.tickCount).map { start + SimDuration(nanoseconds: step * Int64($0) - 1) } : []
  }

  /// The post of a scenario's event is known.
  mutating func follow(_ post: PostID, ofEvent index: Int) { watched[index] = Watched(counter: .likes(of: post)) }

  /// Takes a change in; with the opposite amount, out again when it is given up.
  mutating func accepted(_ counter: CounterID, _ amount: Int64) {
    for index in watched.indices where watched[index]?.counter == counter { watched[index]!.accepted += amount }
  }

  mutating func note(_ sample: Sample) { samples.append(sample) }
}

extension RegionalPlatform {
  /// An observer's event: notes what is known of the watched counters.
  mutating func noteCounters() {
    var sample = CounterWatch.Sample()
    for index in counters.watch.watched.indices {
      guard let watched = counters.watch.watched[index] else {
        sample.accepted.append(0)
        sample.shown.append(nil)
        sample.reads.append(0)
        continue
      }
      sample.accepted.append(watched.accepted)
      let isHome = watched.counter.home(world.geography) == region
      let isCounted = parameters.counters.mode(of: watched.counter.kind) != nil
      let shown = isHome && isCounted ? shown(watched.counter) : nil
      sample.shown.append(shown?.value)
      sample.reads.append(shown?.reads ?? 0)
    }
    counters.watch.note(sample)
  }
}
