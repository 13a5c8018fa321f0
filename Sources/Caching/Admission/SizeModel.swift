import Glibc

/// AdaptSize's model of a cache: hits per interval for each scale c, from classes of objects alike in size and rate.
struct SizeModel {
  private struct Class {
    var objects = 0.0
    var bytes = 0.0
    var rate = 0.0
  }

  /// Classes by eighths of a doubling in size and quarters of one in rate: 32 · 8 sizes, 20 · 4 rates from 2⁻⁴.
  private static let sizes = 256
  private static let rates = 80

  private let capacityBytes: Double
  private var grid = [Class](repeating: Class(), count: sizes * rates)
  private var classes: [Class] = []

  init(capacityBytes: Double) { self.capacityBytes = capacityBytes }

  mutating func add(sizeBytes: Double, rate: Double) {
    let size = min(Self.sizes - 1, Int(8 * log2(max(1, sizeBytes))))
    let rateClass = min(Self.rates - 1, max(0, Int(4 * (log2(rate) + 4))))
    grid[size * Self.rates + rateClass].objects += 1
    grid[size * Self.rates + rateClass].bytes += sizeBytes
    grid[size * Self.rates + rateClass].rate += rate
  }

  /// The best c: a grid of steps of 2⁴, then 15 steps of golden-section search in log₂ c.
  mutating func bestScale() -> Double {
    classes = grid.filter { $0.objects > 0 }.map {
      Class(objects: $0.objects, bytes: $0.bytes / $0.objects, rate: $0.rate / $0.objects)
    }
    let golden = 0.618_033_99
    let top = log2(max(2, capacityBytes))
    var (low, middle, high) = (0.0, top, top)
    var best = 0.0
    for step in stride(from: 2.0, to: top, by: 4) {
      let hits = hits(scale: exp2(step))
      if hits > best { (best, middle) = (hits, step) }
    }
    low = max(0, middle - 4)
    high = min(top, middle + 4)
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (leftHits, rightHits) = (hits(scale: exp2(left)), hits(scale: exp2(right)))
    for _ in 0..<15 {
      if rightHits > leftHits {
        (low, left, leftHits) = (left, right, rightHits)
        right = low + golden * (high - low)
        rightHits = hits(scale: exp2(right))
      } else {
        (high, right, rightHits) = (right, left, leftHits)
        left = high - golden * (high - low)
        leftHits = hits(scale: exp2(left))
      }
    }
    return exp2(leftHits > rightHits ? left : right)
  }

  /// Hits per interval when objects of size s are admitted with probability e^(−s / scale).
  func hits(scale: Double) -> Double {
    var time =
      capacityBytes / max(1e-300, classes.reduce(0) { $0 + $1.objects * $1.rate * $1.bytes * exp(-$1.bytes / scale) })
    for _ in 0..<20 where time < 1e70 {
      let filled = classes.reduce(0) { $0 + $1.objects * $1.bytes * inCache($1, time, scale) }
      if filled <= 0 { return 0 }
      time *= capacityBytes / filled
    }
    return classes.reduce(0) { $0 + $1.objects * $1.rate * inCache($1, time, scale) }
  }

  private func inCache(_ alike: Class, _ time: Double, _ scale: Double) -> Double {
    if alike.rate * time > 150 { return 1 }
    let odds = exp(-alike.bytes / scale) * expm1(alike.rate * time)
    return odds / (1 + odds)
  }
}
