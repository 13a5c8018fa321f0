import Simulator

/// A text that is no quantity of its kind, and what may be written instead.
public struct QuantityTextError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension Quantity {
  /// Reads a text as scenario files write it, such as `128 MiB` or `50 %`.
  public static func read(_ text: String, as domain: QuantityDomain) throws(QuantityTextError) -> Quantity {
    do throws(QuantityProblem) {
      return try QuantityParser.parse(text, domain)
    } catch {
      throw QuantityTextError(error.message + (error.hint.map { "; \($0)" } ?? ""))
    }
  }
}
