import Foundation

/// The one line that says what a cache result teaches.
struct CacheTakeaway {
  let sentence: String

  init(_ result: CacheStudy) {
    let policies = result.byPolicy
    let real = policies.filter { !$0.isBound }
    if real.count > 1 {
      sentence = CacheTakeaway.comparison(result, real, bound: policies.first { $0.title == "Belady" }?.replays)
    } else if let only = real.first ?? policies.first {
      let (first, last) = (only.replays[0], only.replays[only.replays.count - 1])
      sentence =
        only.replays.allSatisfy { $0.misses == $0.requests }
        ? "\(only.title) hits nothing"
          + (only.replays.count == 1 ? " with \(result.words(first.capacity))" : " at any size here")
        : only.replays.count == 1
          ? "\(only.title) with \(result.words(first.capacity)) misses \(CacheTakeaway.percent(first.missRatio)) of the requests"
          : "\(only.title): from \(result.words(first.capacity)) to \(result.words(last.capacity)) the miss ratio goes from "
            + "\(CacheTakeaway.percent(first.missRatio)) to \(CacheTakeaway.percent(last.missRatio))"
    } else {
      sentence = CacheTakeaway.curve(result)
    }
  }

  private typealias Policy = (title: String, isBound: Bool, replays: [CacheStudy.Replay])

  /// Who misses least, how much space that is worth, and how far the bound is.
  private static func comparison(_ result: CacheStudy, _ policies: [Policy], bound: [CacheStudy.Replay]?) -> String {
    let sizes = result.capacities
    let least = sizes.indices.map { size in policies.map { $0.replays[size].misses }.min() ?? 0 }
    let (equal, decided) = sizes.indices.partitioned { size in
      policies.allSatisfy { $0.replays[size].misses == least[size] }
    }
    func wins(_ policy: Int, _ places: [Int]) -> Int {
      places.count { policies[policy].replays[$0].misses == least[$0] }
    }
    let best = policies.indices.max { (wins($0, decided), $1) < (wins($1, decided), $0) } ?? 0
    let (won, lost) = decided.partitioned { policies[best].replays[$0].misses == least[$0] }
    let others = policies.indices.filter { wins($0, lost) > 0 }.sorted { (-wins($0, lost), $0) < (-wins($1, lost), $1) }
    var words: String
    if decided.isEmpty {
      words = allEqual(result, policies)
    } else if sizes.count == 1 {
      words = "\(policies[best].title) misses least"
    } else if !equal.isEmpty {
      words = "\(policies[best].title) misses least at \(won.count) of the \(decided.count) sizes where policies differ"
      words += others.prefix(2).map { ", \(policies[$0].title) at \(wins($0, lost))" }.joined()
    } else if lost.isEmpty {
      words = "\(policies[best].title) misses least at every size"
    } else {
      words = "\(policies[best].title) misses least at \(won.count) of \(sizes.count) sizes"
      words += others.prefix(2).map { ", \(policies[$0].title) at \(wins($0, lost))" }.joined()
    }
    if let space = space(result, policies[best], policies, won) {
      words += "; " + space
    }
    if let bound {
      let size = sizes.count / 2
      let lowest = policies.map { $0.replays[size].missRatio }.min() ?? 0
      let gap = (lowest - bound[size].missRatio) * 100
      // With objects of different sizes Belady's policy is no bound, and may miss more.
      if gap >= 0.05 {
        words +=
          "; knowing the future would save \(String(format: "%.1f", gap)) points more at \(result.words(sizes[size]))"
      }
    }
    return words
  }

  private static func allEqual(_ result: CacheStudy, _ policies: [Policy]) -> String {
    let replays = policies[0].replays
    if replays.allSatisfy({ $0.misses == $0.requests }) { return "no policy hits anything at any size here" }
    if replays.count == 1 { return "all policies miss \(percent(replays[0].missRatio)) of the requests" }
    return "all policies miss equally often at every size"
  }

  /// How many times the space LRU (or FIFO) needs for the miss ratio of the best policy.
  private static func space(_ result: CacheStudy, _ best: Policy, _ policies: [Policy], _ places: [Int]) -> String? {
    guard
      let other = ["LRU", "FIFO"].compactMap({ name in
        policies.first { $0.title == name && $0.title != best.title }
      }).first
    else { return nil }
    let factors = places.compactMap { place -> (place: Int, factor: Double)? in
      let wanted = best.replays[place].missRatio
      return size(for: wanted, other.replays).map { (place, $0 / Double(best.replays[place].capacity)) }
    }
    if let middle = factors.isEmpty ? nil : factors[factors.count / 2] {
      if middle.factor < 1.005 { return "\(other.title) is as good" }
      return "\(other.title) needs \(Readable.factor(middle.factor)) times the space of \(best.title) with "
        + result.words(best.replays[middle.place].capacity)
    }
    guard places.contains(where: { $0 + 1 < other.replays.count }) else { return nil }
    return "\(other.title) does not get there with any size here"
  }

  /// The size at which replays reach a miss ratio, between two sizes on a logarithmic scale; nil when the first is better already or
  /// none reaches it.
  private static func size(for missRatio: Double, _ replays: [CacheStudy.Replay]) -> Double? {
    for (smaller, larger) in zip(replays, replays.dropFirst())
    where smaller.missRatio >= missRatio && larger.missRatio <= missRatio {
      let share =
        smaller.missRatio == larger.missRatio
        ? 0 : (smaller.missRatio - missRatio) / (smaller.missRatio - larger.missRatio)
      return Double(smaller.capacity) * pow(Double(larger.capacity) / Double(smaller.capacity), share)
    }
    return nil
  }

  private static func curve(_ result: CacheStudy) -> String {
    guard let curve = result.curves.first, let last = curve.points.last else { return "nothing was replayed" }
    if last.missRatio >= 1 { return "\(curve.title) hits nothing at any size here" }
    let goal = last.missRatio + 0.1 * (1 - last.missRatio)
    let enough = curve.points.first { $0.missRatio <= goal } ?? last
    return "\(curve.title): \(result.words(enough.capacity)) gives nine tenths of all hits that any size could give "
      + "(miss ratio \(percent(enough.missRatio)), at best \(percent(last.missRatio)))"
  }

  static func percent(_ ratio: Double) -> String { String(format: "%.2f %%", ratio * 100) }
}

extension Sequence {
  fileprivate func partitioned(_ isFirst: (Element) -> Bool) -> (first: [Element], rest: [Element]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}

extension CacheStudy {
  /// Writes the takeaway from what the result holds.
  public mutating func conclude() { takeaway = CacheTakeaway(self).sentence }
}
