/// Caches one behind the other: each layer sees what the layers before it missed.
public enum CacheLayers {
  /// Shares of all requests that each layer serves, and at the end what none does, from the layers' own hit ratios.
  public static func shares(hitRatios: [Double]) -> [Double] {
    requireDomain(
      hitRatios.allSatisfy { $0 >= 0 && $0 <= 1 }, "hit ratios lie between 0 and 1, got \(hitRatios)")
    var left = 1.0
    var shares: [Double] = []
    for ratio in hitRatios {
      shares.append(left * ratio)
      left *= 1 - ratio
    }
    return shares + [left]
  }

  /// Each layer's own hit ratio, from the requests that reach each layer and at the end those that none serves.
  public static func hitRatios(reaching requests: [Int]) -> [Double] {
    requireDomain(
      requests.count > 1 && zip(requests, requests.dropFirst()).allSatisfy { $0 >= $1 && $0 > 0 },
      "a layer passes on at most what reaches it, got \(requests)")
    return zip(requests, requests.dropFirst()).map { 1 - Double($1) / Double($0) }
  }
}
