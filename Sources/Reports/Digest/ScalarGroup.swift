/// Scalars that share a stem: `counter.staleness.p50` and `counter.staleness.p99` are one row.
struct ScalarGroup {
  static let suffixes = ["mean", "p50", "p95", "p99", "p999", "max"]

  var stem: String
  var members: [ScalarResult]
  var isDistribution: Bool

  /// Worth a row of a table: several points of one distribution.
  var isRow: Bool { isDistribution && members.count > 1 }

  /// In the order of each group's first member.
  static func groups(_ scalars: [ScalarResult]) -> [ScalarGroup] {
    var groups: [ScalarGroup] = []
    for scalar in scalars {
      let end = scalar.name.lastIndex(of: ".")
      let suffix = end.map { String(scalar.name[scalar.name.index(after: $0)...]) }
      guard let end, let suffix, suffixes.contains(suffix) else {
        groups.append(ScalarGroup(stem: scalar.name, members: [scalar], isDistribution: false))
        continue
      }
      let stem = String(scalar.name[..<end])
      if let known = groups.firstIndex(where: { $0.stem == stem && $0.isDistribution }) {
        groups[known].members.append(scalar)
      } else {
        groups.append(ScalarGroup(stem: stem, members: [scalar], isDistribution: true))
      }
    }
    return groups
  }

  func member(_ suffix: String) -> ScalarResult? { members.first { $0.name == stem + "." + suffix } }
}

extension Readable {
  /// A scalar's value in its unit; a unit without a form of ours follows the number.
  static func scalar(_ scalar: ScalarResult) -> String {
    let unit = MetricUnit(scalarUnit: scalar.unit)
    switch unit {
    case .unnamed where !scalar.unit.isEmpty: return "\(plain(scalar.estimate.value)) \(scalar.unit)"
    case .fraction, .unnamed: return count(scalar.estimate.value)
    default: return value(scalar.estimate.value, unit)
    }
  }
}
