import Glibc

/// Processor time of this thread for one batch, nanoseconds per operation; other processes do not count in it.
func nanosecondsPerOperation(_ operations: Int, _ body: () -> Void) -> Double {
  let start = threadNanoseconds()
  body()
  return Double(threadNanoseconds() - start) / Double(operations)
}

private func threadNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// Batches of several contenders, timed in turn so that each round pairs neighbours in time.
struct PairedTiming {
  /// Nanoseconds per operation: `samples[contender][round]`.
  private var samples: [[Double]]

  init(contenders: Int) { samples = Array(repeating: [], count: contenders) }

  mutating func record(_ nanoseconds: Double, contender: Int) { samples[contender].append(nanoseconds) }

  func median(_ contender: Int) -> Double { Self.median(samples[contender]) }

  func minimum(_ contender: Int) -> Double { samples[contender].min()! }

  /// contender / reference: the median over rounds of the ratio within a round, and the ratio of the two best rounds.
  func ratio(_ contender: Int, to reference: Int) -> (median: Double, best: Double) {
    let ratios = zip(samples[contender], samples[reference]).map { $0 / $1 }
    return (Self.median(ratios), minimum(contender) / minimum(reference))
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
