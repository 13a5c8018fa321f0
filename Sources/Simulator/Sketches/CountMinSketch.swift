import Glibc

/// Counts of many keys in fixed memory, never too low (Cormode & Muthukrishnan, J. Algorithms 2005).
///
/// Of increments that sum to N, an estimate exceeds the truth by more than εN with probability at most δ, where the width is
/// e/ε and the depth ln(1/δ). Decrements are allowed as long as no true count is negative. 8 bytes a cell.
public struct CountMinSketch: ~Copyable, Sendable {
  public let width: Int
  public let depth: Int
  public private(set) var total: Int64 = 0
  private var cells: [Int64]
  private let draws: Draws

  public init(width: Int, depth: Int, draws: Draws) {
    precondition(width >= 1 && depth >= 1, "a sketch has a row and a column or more, got \(depth) × \(width)")
    self.width = width
    self.depth = depth
    self.draws = draws
    cells = Array(repeating: 0, count: width * depth)
  }

  public var sizeBytes: Int { cells.count * 8 }
  /// ε: by this share of the total an estimate may be too high, with probability 1 − `failureProbability`.
  public var errorShare: Double { M_E / Double(width) }
  public var failureProbability: Double { exp(-Double(depth)) }

  public mutating func add(_ key: UInt64, _ amount: Int64) {
    for row in 0..<depth { cells[cell(key, row)] += amount }
    total += amount
  }

  public func estimate(_ key: UInt64) -> Int64 {
    var least = Int64.max
    for row in 0..<depth { least = min(least, cells[cell(key, row)]) }
    return least
  }

  /// Adds another sketch of the same shape and hashes.
  public mutating func merge(_ other: borrowing CountMinSketch) {
    precondition(width == other.width && depth == other.depth, "only sketches of one shape can be merged")
    for index in cells.indices { cells[index] += other.cells[index] }
    total += other.total
  }

  public func copy() -> CountMinSketch {
    var copy = CountMinSketch(width: width, depth: depth, draws: draws)
    copy.merge(self)
    return copy
  }

  private func cell(_ key: UInt64, _ row: Int) -> Int {
    row * width + Int(draws.index(UInt64(width), key, UInt64(row)))
  }
}
