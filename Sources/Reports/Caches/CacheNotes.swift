/// What a reader has to know to read the tables of a cache result right.
enum CacheNotes {
  /// Share of requests from which on a policy's bypassed ones are worth a note.
  private static let noteworthyBypasses = 0.01

  static func replays(_ result: CacheStudy) -> [String] {
    var notes: [String] = []
    if result.replays.contains(where: { $0.policy == "belady" }) && result.hasManySizes {
      notes.append("objects differ in size, so (Belady) is no strict bound: others may miss less")
    }
    if let bypassed = bypassed(result) { notes.append(bypassed) }
    if let smallest = result.capacities.first {
      notes += tooSmall(result, smallest: smallest, rate: result.trace.sampleRate, "sizes")
    }
    return notes
  }

  static func curves(_ result: CacheStudy) -> [String] {
    let small = result.curves.filter { $0.method == "mini" }
    guard let rate = small.map(\.rate).min(), let smallest = small.first?.points.first?.capacity else { return [] }
    return tooSmall(result, smallest: smallest, rate: rate, "mini: sizes")
  }

  /// `at most 4.1 % of the requests were not stored by S3-FIFO, 2 % by LIRS: …`, each at its worst size.
  private static func bypassed(_ result: CacheStudy) -> String? {
    let shares = result.byPolicy.compactMap { policy -> String? in
      let share = policy.replays.map { Double($0.bypassed) / Double(max(1, $0.requests)) }.max() ?? 0
      return share > noteworthyBypasses ? "\(policy.title) \(Readable.percent(share))" : nil
    }
    if shares.isEmpty { return nil }
    let refusal = result.settings.admission == "all" ? "" : ", or were refused by \(result.settings.admission)"
    return
      "requests that missed and were not stored, at the worst size: \(shares.joined(separator: ", ")); the objects do "
      + "not fit into the cache, or into the part of it where the policy puts them\(refusal)"
  }

  /// Of caches that are scaled to a sample: the size below which one of them cannot hold the largest object.
  private static func tooSmall(_ result: CacheStudy, smallest: Int64, rate: Double, _ subject: String) -> [String] {
    if rate >= 1 { return [] }
    let largest = result.settings.ignoresSize ? 1 : result.trace.largestBytes
    let limit = Int64((Double(largest) / rate).rounded(.up))
    if smallest >= limit { return [] }
    return [
      "\(subject) below \(result.words(limit)) miss too often: scaled to the sample they cannot hold the largest object"
    ]
  }
}

extension CacheStudy {
  /// Not all requests are of one size; the mean is the largest only when they are.
  fileprivate var hasManySizes: Bool {
    !settings.ignoresSize && trace.requestedBytes / Int64(max(1, trace.requests)) < trace.largestBytes
  }
}
