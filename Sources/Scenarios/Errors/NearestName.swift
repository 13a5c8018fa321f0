/// Finds the name that a writer most likely meant.
public enum NearestName {
  /// The candidate with the smallest edit distance to `name`, if that is small for the name's length; first of equals.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    guard name.unicodeScalars.count <= 64 else { return nil }
    let plain = normalised(name)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = editDistance(plain, normalised(candidate))
      let limit = max(1, min(3, max(plain.count, candidate.unicodeScalars.count) / 3))
      if distance <= limit && distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Lower case without `_` and `-`, so that `warm_up` is `warmUp`.
  private static func normalised(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance).
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var row = [i + 1]
      for (j, right) in b.enumerated() {
        var distance = min(last[j] + (left == right ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left == b[j - 1], a[i - 1] == right { distance = min(distance, beforeLast[j - 1] + 1) }
        row.append(distance)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

/// A text from outside in quotes for a message: one line, cut after `limit` characters, control characters replaced.
public func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
  var result = "'"
  for scalar in text.unicodeScalars.prefix(limit) {
    result.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "␣" : scalar)
  }
  return result + (text.unicodeScalars.count > limit ? "…'" : "'")
}
