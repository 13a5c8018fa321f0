import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct DeterminismTests {
  private static var inputs: PlatformInputs {
    var inputs = SmallWorld.inputs(seconds: 4)
    inputs.celebrityPosts = [CelebrityPost(at: .seconds(1), likesPerSecond: 200)]
    inputs.platform.counters.mode = .direct
    return inputs
  }

  private func transcript(
    seed: UInt64 = 3, replication: UInt64 = 0, threads: Int = 1, order: [Int]? = nil
  ) -> String {
    let run = PlatformRun(Self.inputs, seed: seed, replication: replication, threads: threads)
    if let order { run.executionOrder = order }
    run.prepare()
    run.run()
    return run.measurements().transcript
  }

  @Test func sameInputsGiveTheSameNumbersInAnyOrderAndOnTwoThreads() {
    let reference = transcript()
    #expect(reference.count > 10_000)
    let again = transcript()
    #expect(again == reference, "\(firstDifference(again, reference))")
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
      let permuted = transcript(order: order)
      #expect(permuted == reference, "order \(order): \(firstDifference(permuted, reference))")
    }
    let threaded = transcript(threads: 2)
    #expect(threaded == reference, "two threads: \(firstDifference(threaded, reference))")
  }

  @Test func anotherSeedOrReplicationGivesOtherNumbers() {
    let reference = transcript()
    #expect(transcript(seed: 4).prefix(16) != reference.prefix(16))
    #expect(transcript(replication: 1).prefix(16) != reference.prefix(16))
  }

  /// Common random numbers: an event after the end of the run changes no number.
  @Test func anEventThatNeverComesChangesNothing() {
    var inputs = SmallWorld.inputs(seconds: 3)
    var without = SmallWorld.run(inputs)
    inputs.celebrityPosts = [CelebrityPost(at: .hours(1), likesPerSecond: 1_000)]
    var with = SmallWorld.run(inputs)
    // Messages are numbered, and the fingerprint holds their numbers.
    (without.fingerprint, with.fingerprint) = ("", "")
    #expect(with.transcript == without.transcript, "\(firstDifference(with.transcript, without.transcript))")
  }
}

extension CelebrityPost {
  init(at: SimDuration, likesPerSecond: Double, decays: Bool = true) {
    self.init()
    self.at = at
    self.likesPerSecond = likesPerSecond
    self.decays = decays
  }
}

extension BufferCrash {
  init(at: SimDuration, shards: Int) {
    self.init()
    self.at = at
    self.shards = shards
  }
}

extension HashtagStorm {
  init(at: SimDuration, lasts: SimDuration, share: Double) {
    self.init()
    self.at = at
    self.lasts = lasts
    self.share = share
  }
}
