import Foundation
import Scenarios
import Simulator

/// A wish on the command line that cannot be met, and what may be written instead.
public struct CacheRequestError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// Sizes of caches as a user writes them: `128MiB,1 %,128MiB..1GiB:8`, or with `--ignore-size` numbers of objects.
public struct CacheSizes: Sendable, Equatable {
  enum Size: Sendable, Equatable {
    case fixed(Int64)
    /// Of the footprint.
    case share(Double)
  }

  enum Item: Sendable, Equatable {
    case one(Size)
    /// So many sizes, equally far apart on a logarithmic scale.
    case range(Size, Size, Int)
  }

  let items: [Item]

  public init(_ text: String, ignoresSize: Bool) throws(CacheRequestError) {
    var items: [Item] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      items.append(try CacheSizes.item(String(part.trimming), ignoresSize))
    }
    self.items = items
  }

  private static func item(_ text: String, _ ignoresSize: Bool) throws(CacheRequestError) -> Item {
    guard let dots = text.range(of: "..") else { return .one(try size(text, ignoresSize)) }
    let rest = text[dots.upperBound...].split(separator: ":", maxSplits: 1)
    let low = try size(String(text[..<dots.lowerBound].trimming), ignoresSize)
    let high = try size(String((rest.first ?? "").trimming), ignoresSize)
    let count = rest.count == 2 ? Int(rest[1].trimming) : 8
    guard let count, (2...1_000).contains(count) else {
      throw CacheRequestError(description: "'\(rest[1])' in '\(text)' is not a number of sizes; allowed: 2 … 1000")
    }
    return .range(low, high, count)
  }

  private static func size(_ text: String, _ ignoresSize: Bool) throws(CacheRequestError) -> Size {
    do throws(QuantityTextError) {
      if text.hasSuffix("%") {
        guard case .fraction(let share) = try Quantity.read(text, as: .fraction(0...100)), share > 0 else {
          throw QuantityTextError("'\(text)' of the footprint is no cache")
        }
        return .share(share)
      }
      if ignoresSize {
        guard case .count(let count) = try Quantity.read(text, as: .count(1...1 << 40)) else {
          throw QuantityTextError("'\(text)' is not a number of objects")
        }
        return .fixed(Int64(count))
      }
      guard case .bytes(let bytes) = try Quantity.read(text, as: .bytes(1...1 << 60)) else {
        throw QuantityTextError("'\(text)' is not a size")
      }
      return .fixed(bytes)
    } catch {
      throw CacheRequestError(description: error.description)
    }
  }

  /// Bytes or objects, ascending, each once. `footprint` is what percentages are of.
  public func capacities(footprint: Int64) throws(CacheRequestError) -> [Int64] {
    func bytes(_ size: Size) -> Int64 {
      switch size {
      case .fixed(let bytes): bytes
      case .share(let share): max(1, Int64((share * Double(footprint)).rounded()))
      }
    }
    var sizes: Set<Int64> = []
    for item in items {
      switch item {
      case .one(let size): sizes.insert(bytes(size))
      case .range(let low, let high, let count):
        let (low, high) = (bytes(low), bytes(high))
        if low >= high {
          throw CacheRequestError(
            description: "a range of sizes goes from the smaller to the larger, not \(low) to \(high)")
        }
        for step in 0..<count {
          let share = Double(step) / Double(count - 1)
          sizes.insert(Int64((Double(low) * pow(Double(high) / Double(low), share)).rounded()))
        }
      }
    }
    return sizes.sorted()
  }
}

extension StringProtocol {
  var trimming: String { trimmingCharacters(in: .whitespaces) }
}
