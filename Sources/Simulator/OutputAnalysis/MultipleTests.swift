/// Corrections for testing many things at once.
public enum MultipleTests: String, Sendable, Codable, CaseIterable {
  /// No alarm at all with probability 1 − alpha when nothing changed. Holm 1979.
  case holm
  /// At most a share alpha of the alarms is false on average. Benjamini & Hochberg 1995.
  case falseDiscovery

  /// Adjusted p-values in the given order: what is at most alpha is an alarm. 0…1.
  public func adjusted(_ pValues: [Double]) -> [Double] {
    let count = pValues.count
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = [Double](repeating: 1, count: count)
    switch self {
    case .holm:
      var largest = 0.0
      for (rank, index) in order.enumerated() {
        largest = max(largest, min(1, pValues[index] * Double(count - rank)))
        adjusted[index] = largest
      }
    case .falseDiscovery:
      var smallest = 1.0
      for (rank, index) in order.enumerated().reversed() {
        smallest = min(smallest, pValues[index] * Double(count) / Double(rank + 1))
        adjusted[index] = smallest
      }
    }
    return adjusted
  }
}
