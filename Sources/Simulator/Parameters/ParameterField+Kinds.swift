/// Shorthands that declare a key of each kind next to the stored property that it sets.
extension ParameterField {
  public typealias Path<Value> = any (WritableKeyPath<Root, Value> & Sendable)

  public static func count(
    _ path: String, _ property: Path<Int>, _ range: ClosedRange<Int>, isCapacity: Bool = false,
    _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .count(range), isCapacity: isCapacity,
      read: { .count($0[keyPath: property]) },
      write: { root, quantity in
        guard case .count(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func number(
    _ path: String, _ property: Path<Double>, _ range: ClosedRange<Double>, _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .number(range), read: { .number($0[keyPath: property]) },
      write: { root, quantity in
        guard case .number(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func fraction(
    _ path: String, _ property: Path<Double>, _ range: ClosedRange<Double> = 0...1, _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .fraction(range),
      read: { .fraction($0[keyPath: property]) },
      write: { root, quantity in
        guard case .fraction(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func duration(
    _ path: String, _ property: Path<SimDuration>, _ range: ClosedRange<SimDuration>, isCapacity: Bool = false,
    _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .duration(range), isCapacity: isCapacity,
      read: { .duration($0[keyPath: property]) },
      write: { root, quantity in
        guard case .duration(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func bytes(
    _ path: String, _ property: Path<Int64>, _ range: ClosedRange<Int64>, isCapacity: Bool = false,
    _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .bytes(range), isCapacity: isCapacity,
      read: { .bytes($0[keyPath: property]) },
      write: { root, quantity in
        guard case .bytes(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func rate(
    _ path: String, _ property: Path<Double>, _ range: ClosedRange<Double>, isCapacity: Bool = false,
    _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .rate(range), isCapacity: isCapacity,
      read: { .rate($0[keyPath: property]) },
      write: { root, quantity in
        guard case .rate(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func bandwidth(
    _ path: String, _ property: Path<Double>, _ range: ClosedRange<Double>, isCapacity: Bool = false,
    _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .bandwidth(range), isCapacity: isCapacity,
      read: { .bandwidth($0[keyPath: property]) },
      write: { root, quantity in
        guard case .bandwidth(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func flag(_ path: String, _ property: Path<Bool>, _ summary: String, source: String) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .flag, read: { .flag($0[keyPath: property]) },
      write: { root, quantity in
        guard case .flag(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  /// A closed list of names: the raw values of an enumeration.
  public static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ path: String, _ property: Path<Choice>, _ summary: String, source: String
  ) -> Self where Choice.RawValue == String {
    Self(
      path: path, summary: summary, source: source, domain: .choice(Choice.allCases.map(\.rawValue)),
      read: { .choice($0[keyPath: property].rawValue) },
      write: { root, quantity in
        guard case .choice(let name) = quantity, let value = Choice(rawValue: name) else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }

  public static func distribution(
    _ path: String, _ property: Path<DurationDistribution>, _ summary: String, source: String
  ) -> Self {
    Self(
      path: path, summary: summary, source: source, domain: .distribution,
      read: { .distribution($0[keyPath: property]) },
      write: { root, quantity in
        guard case .distribution(let value) = quantity else { mismatch(path, quantity) }
        root[keyPath: property] = value
      })
  }
}

private func mismatch(_ path: String, _ quantity: Quantity) -> Never {
  preconditionFailure("key \(path) cannot hold \(quantity)")
}
