import Simulator
import Testing

@Suite struct SketchesTests {
  /// Random weights of few and of many keys against the exact sums.
  @Test func spaceSavingIsExactUntilItIsFullAndBoundedAfterwards() {
    for seed in 0..<60 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      let keys = 8 + draws.index(60, 1)
      var sketch = SpaceSaving(capacity: 32)
      var exact = [Int64](repeating: 0, count: Int(keys))
      for step in 0..<2_000 as Range<UInt64> {
        // Few keys are heavy.
        let key = draws.index(1 + draws.index(keys, step), step, 1)
        let weight = Int64(draws.index(100, step, 2))
        exact[Int(key)] += weight
        _ = sketch.add(key, weight: weight)
      }
      sketch.checkInvariants()
      let (entries, isExact) = (sketch.entries, sketch.isExact)
      let total = exact.reduce(0, +)
      #expect(entries.reduce(0) { $0 + $1.weight } == total, "seed \(seed)")
      if keys <= 32 { #expect(isExact) }
      for entry in entries {
        let truth = exact[Int(entry.key)]
        #expect(truth <= entry.weight && truth >= entry.weight - entry.error, "seed \(seed), key \(entry.key)")
        if isExact { #expect(truth == entry.weight && entry.error == 0) }
      }
      for key in 0..<keys where exact[Int(key)] > total / 32 {
        #expect(entries.contains { $0.key == key }, "seed \(seed): heavy key \(key) is missing")
      }
      let heaviest = sketch.heaviest(3).map { entries[$0].weight }
      #expect(heaviest == heaviest.sorted(by: >))
    }
  }

  /// Never too low; too high by more than ε of the total for about δ of the keys at most.
  @Test func countMinKeepsItsPromise() {
    var sketch = CountMinSketch(width: 272, depth: 5, draws: Draws(seed: 3, replication: 0))
    let draws = Draws(seed: 4, replication: 0)
    var exact = [Int64](repeating: 0, count: 5_000)
    for step in 0..<100_000 as Range<UInt64> {
      let key = draws.index(1 + draws.index(5_000, step), step, 1)
      exact[Int(key)] += 1
      sketch.add(key, 1)
    }
    let allowed = Int64(sketch.errorShare * Double(sketch.total))
    var failures = 0
    for key in exact.indices {
      let estimate = sketch.estimate(UInt64(key))
      #expect(estimate >= exact[key])
      if estimate > exact[key] + allowed { failures += 1 }
    }
    // δ = e⁻⁵ = 0.7 % of 5,000 keys is 34; four deviations above.
    #expect(Double(failures) < 34 + 4 * 34.0.squareRoot())
    let (share, total) = (sketch.errorShare, sketch.total)
    #expect(abs(share - 0.01) < 1e-4 && total == 100_000)
    // Negative control: a tenth of the width breaks the promise.
    var thin = CountMinSketch(width: 27, depth: 5, draws: Draws(seed: 3, replication: 0))
    for key in exact.indices { thin.add(UInt64(key), exact[key]) }
    let broken = exact.indices.count { thin.estimate(UInt64($0)) > exact[$0] + allowed }
    #expect(Double(broken) > 34 + 4 * 34.0.squareRoot())
  }

  /// Relative errors of many sketches have the promised deviation, at small, middling and large counts.
  @Test(arguments: [50, 3_000, 30_000]) func hyperLogLogHasItsStandardError(count: Int) {
    var squares = 0.0
    let trials = 120
    for trial in 0..<UInt64(trials) {
      var sketch = HyperLogLog(precision: 10)
      let draws = Draws(seed: trial, replication: 0)
      for key in 0..<UInt64(count) { sketch.add(hash: draws.bits(key)) }
      for key in 0..<UInt64(min(count, 100)) {
        let changes = sketch.add(hash: draws.bits(key))
        #expect(!changes, "a key counts once")
      }
      let error = sketch.estimate / Double(count) - 1
      squares += error * error
    }
    let deviation = (squares / Double(trials)).squareRoot()
    let promised = HyperLogLog(precision: 10).standardError
    // A deviation of 120 samples is within a quarter of the true one, four times its own error.
    #expect(deviation < promised * 1.27)
    if count > 10_000 { #expect(deviation > promised * 0.73) }
  }

  @Test func unionsOfHyperLogLogsAreThoseOfTheirSets() {
    var (a, b, both) = (HyperLogLog(precision: 8), HyperLogLog(precision: 8), HyperLogLog(precision: 8))
    let draws = Draws(seed: 9, replication: 0)
    for key in 0..<2_000 as Range<UInt64> {
      if key % 3 != 0 { a.add(hash: draws.bits(key)) }
      if key % 2 == 0 { b.add(hash: draws.bits(key)) }
      if key % 3 != 0 || key % 2 == 0 { both.add(hash: draws.bits(key)) }
    }
    a.merge(b)
    #expect(a == both)
  }
}
