/// One declared key of a parameter structure: the single source for decoding, validation, schema and reference page.
public struct ParameterField<Root>: Sendable {
  /// Dotted path below the section, such as `gateway.workers`.
  public let path: String
  /// One sentence for the reference page.
  public let summary: String
  /// Where the default comes from: a published figure with its source, or "assumed: why".
  public let source: String
  public let domain: QuantityDomain
  /// A capacity: halving it in a loaded platform must move a metric (a test loops over all of them).
  public let isCapacity: Bool
  public let read: @Sendable (Root) -> Quantity
  /// Stores a quantity that lies in `domain`; traps on another kind.
  public let write: @Sendable (inout Root, Quantity) -> Void

  public init(
    path: String, summary: String, source: String, domain: QuantityDomain, isCapacity: Bool = false,
    read: @escaping @Sendable (Root) -> Quantity, write: @escaping @Sendable (inout Root, Quantity) -> Void
  ) {
    self.path = path
    self.summary = summary
    self.source = source
    self.domain = domain
    self.isCapacity = isCapacity
    self.read = read
    self.write = write
  }

  /// The same key seen from an enclosing structure, under `prefix`.
  public func lifted<Outer>(_ prefix: String, _ inner: any (WritableKeyPath<Outer, Root> & Sendable)) -> ParameterField<
    Outer
  > {
    ParameterField<Outer>(
      path: prefix + "." + path, summary: summary, source: source, domain: domain, isCapacity: isCapacity,
      read: { outer in read(outer[keyPath: inner]) },
      write: { outer, quantity in write(&outer[keyPath: inner], quantity) })
  }
}

/// A structure of parameters that declares its keys.
public protocol ParameterSet: Sendable {
  /// The defaults.
  init()
  static var fields: [ParameterField<Self>] { get }
}

extension ParameterSet {
  /// This set's keys as part of an enclosing structure.
  public static func fields<Outer>(_ prefix: String, in inner: any (WritableKeyPath<Outer, Self> & Sendable))
    -> [ParameterField<Outer>]
  {
    fields.map { $0.lifted(prefix, inner) }
  }
}
