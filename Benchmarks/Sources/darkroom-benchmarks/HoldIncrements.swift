import CReference
import Foundation
import Simulator

/// How far ahead events of the hold model lie.
enum HoldHorizon: String, CaseIterable {
  /// Exponential increments, mean 1 s.
  case exponential
  /// Nine hops of about 20 µs for one pause of about two minutes.
  case bimodal
}

/// A table of 65,536 increments, used in turn by every list.
final class HoldIncrements {
  private let spans = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 1 << 16)

  init(_ horizon: HoldHorizon) {
    let draws = Draws(seed: 1, replication: 0).purpose("hold increments")
    for index in spans.indices {
      let unit = -log(draws.unit(UInt64(index)))
      let mean =
        switch horizon {
        case .exponential: 1e9
        case .bimodal: draws.index(10, UInt64(index), 1) == 0 ? 1.2e11 : 2e4
        }
      spans[index] = Int64(unit * mean)
    }
  }

  deinit { spans.deallocate() }

  /// A reader at the start of the table; valid as long as this object.
  var fresh: reference_increments {
    reference_increments(
      values: UnsafePointer(spans.baseAddress!), mask: UInt64(spans.count - 1), cursor: 0, sequence: 0, checksum: 0)
  }
}
