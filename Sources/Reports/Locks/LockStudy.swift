/// What `darkroom fit lock` found: a table of measurements, the lock that explains it, and how well.
public struct LockStudy: Codable, Equatable, Sendable {
  public static let currentSchema = "darkroom.lockFit/1"

  /// Name and version of this form.
  public var schema = LockStudy.currentSchema
  /// The file without its folder, or `stdin`.
  public var name: String
  public var parameters: [Parameter] = []
  public var rows: [Row] = []
  /// The fit at other numbers of clients, for the picture; ascending.
  public var curve: [Point] = []
  /// Standard deviation of what the fit leaves, relative: of the hold, and of p99/mean. Nil without rows to spare.
  public var holdDeviation: Double?
  public var tailDeviation: Double?
  public var growth = Growth.unknown
  public var order = Order.unknown
  /// What the numbers do not say, or should not be trusted with.
  public var warnings: [String] = []
  /// Lines for a scenario file.
  public var scenario: [String] = []
  /// The one line that says what the result teaches.
  public var takeaway = ""

  public init(name: String) { self.name = name }

  public struct Parameter: Codable, Equatable, Sendable {
    public enum Unit: String, Codable, Sendable { case seconds, share }

    public var name: String
    public var meaning: String
    public var unit: Unit
    /// Nil when the data do not tell.
    public var value: Double?
    public var standardError: Double?
    /// Ends of the 95 % interval.
    public var low: Double?
    public var high: Double?

    public init(name: String, meaning: String, unit: Unit) {
      self.name = name
      self.meaning = meaning
      self.unit = unit
    }

    var texts: [String] {
      func text(_ value: Double?) -> String {
        guard let value else { return "n/a" }
        return unit == .seconds ? Readable.seconds(value) : Readable.digits(value)
      }
      let interval = low.flatMap { low in high.map { "[\(text(low)), \(text($0))]" } } ?? "n/a"
      return [name, text(value), text(standardError), interval, meaning]
    }
  }

  /// Updates per second and seconds at one number of clients.
  public struct Point: Codable, Equatable, Sendable {
    public var clients: Int
    public var throughput: Double
    public var mean: Double
    public var p99: Double?

    public init(clients: Int, throughput: Double, mean: Double, p99: Double?) {
      self.clients = clients
      self.throughput = throughput
      self.mean = mean
      self.p99 = p99
    }
  }

  public struct Row: Codable, Equatable, Sendable {
    /// In the file, from 1.
    public var line: Int
    public var measured: Point
    public var fitted: Point

    public init(line: Int, measured: Point, fitted: Point) {
      self.line = line
      self.measured = measured
      self.fitted = fitted
    }
  }

  /// What more clients do to the throughput.
  public enum Growth: String, Codable, Sendable { case queued, slowing, collapsing, merging, unknown }

  /// Who gets the lock next.
  public enum Order: String, Codable, Sendable { case firstCome, random, between, unknown }

  /// Root mean square of measured/fitted − 1.
  func deviation(_ value: (Point) -> Double?) -> Double? {
    let ratios = rows.compactMap { row -> Double? in
      guard let measured = value(row.measured), let fitted = value(row.fitted) else { return nil }
      return measured / fitted - 1
    }
    if ratios.isEmpty { return nil }
    return (ratios.reduce(0) { $0 + $1 * $1 } / Double(ratios.count)).squareRoot()
  }
}
