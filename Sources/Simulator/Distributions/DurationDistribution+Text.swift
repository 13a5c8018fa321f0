/// The text form: `constant 200 us` (or just `200 us`), `uniform 1 ms 5 ms`, `exponential mean 2 ms`,
/// `lognormal median 1 ms p99 25.9 ms`.
extension DurationDistribution: CustomStringConvertible {
  /// Canonical: `DurationDistribution(text: value.description) == value`.
  public var description: String {
    switch self {
    case .constant(let value): "constant \(value.text)"
    case .uniform(let low, let high): "uniform \(low.text) \(high.text)"
    case .exponential(let mean): "exponential mean \(mean.text)"
    case .lognormal(let median, let p99): "lognormal median \(median.text) p99 \(p99.text)"
    }
  }

  /// Throws with what is missing, left over or out of its domain.
  public init(text: some StringProtocol) throws(TextFormError) {
    guard text.utf8.count <= 200 else { throw TextFormError(text, "is too long for a distribution") }
    var words = Words(String(text))
    guard let first = words.peek() else { throw TextFormError(text, "is not a distribution; \(Self.forms)") }
    let value: DurationDistribution
    switch first {
    case "constant":
      words.skip()
      value = .constant(try words.duration("a duration"))
    case "uniform":
      words.skip()
      value = .uniform(try words.duration("its low end"), try words.duration("its high end"))
    case "exponential":
      words.skip()
      try words.keyword("mean")
      value = .exponential(mean: try words.duration("its mean"))
    case "lognormal":
      words.skip()
      try words.keyword("median")
      let median = try words.duration("its median")
      try words.keyword("p99")
      value = .lognormal(median: median, p99: try words.duration("its p99"))
    default:
      guard first.first!.isNumber || first.first! == "-" || first.first! == "." || first.first! == "+" else {
        throw TextFormError(text, "has the unknown kind `\(first)`; \(Self.forms)")
      }
      value = .constant(try words.duration("a duration"))
    }
    if let left = words.peek() { throw TextFormError(text, "has `\(left)` left over; \(Self.forms)") }
    if let violation = value.violation { throw TextFormError(text, violation) }
    self = value
  }

  private static let forms =
    "write `200 us`, `uniform 1 ms 5 ms`, `exponential mean 2 ms` or `lognormal median 1 ms p99 26 ms`"

  /// Words of the text, read from left to right.
  private struct Words {
    let text: String
    private var rest: [Substring]

    init(_ text: String) {
      self.text = text
      rest = text.split { $0 == " " || $0 == "\t" }
    }

    func peek() -> Substring? { rest.first }

    mutating func skip() { rest.removeFirst() }

    mutating func keyword(_ word: String) throws(TextFormError) {
      guard rest.first == word[...] else {
        throw TextFormError(text, "needs the word `\(word)` here: \(DurationDistribution.forms)")
      }
      skip()
    }

    /// Reads `1 ms` or `1ms`.
    mutating func duration(_ what: String) throws(TextFormError) -> SimDuration {
      guard let number = rest.first else { throw TextFormError(text, "lacks \(what)") }
      skip()
      if number.last!.isNumber, let unit = rest.first {
        skip()
        return try SimDuration(text: "\(number) \(unit)")
      }
      return try SimDuration(text: number)
    }
  }
}
