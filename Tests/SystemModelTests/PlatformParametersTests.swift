import Simulator
import Testing

@testable import SystemModel

@Suite struct PlatformParametersTests {
  @Test func defaultsLieInTheirDomainsAndEveryKeyIsWritten() {
    let defaults = PlatformParameters()
    let fields = PlatformParameters.fields
    #expect(Set(fields.map(\.path)).count == fields.count)
    for field in fields {
      #expect(isInside(field.read(defaults), field.domain), "\(field.path): default outside its domain")
      #expect(!field.summary.isEmpty && !field.source.isEmpty, "\(field.path) has no source")
      var changed = defaults
      let other = another(field.read(defaults), field.domain)
      field.write(&changed, other)
      #expect(field.read(changed) == other && changed != defaults, "\(field.path) does not keep what is written")
      field.write(&changed, field.read(defaults))
      #expect(changed == defaults, "\(field.path) writes more than itself")
    }
  }

  /// Capacities that the halving test cannot reach would hide: all of a fleet's are declared.
  @Test func everyFleetDeclaresItsCapacities() {
    let capacities = PlatformParameters.fields.filter(\.isCapacity).map(\.path)
    #expect(capacities.count > 50)
    for field in PlatformParameters.fields where field.path.hasSuffix(".instances") || field.path.hasSuffix(".workers")
    {
      #expect(capacities.contains(field.path))
    }
  }

  private func isInside(_ quantity: Quantity, _ domain: QuantityDomain) -> Bool {
    switch (quantity, domain) {
    case (.count(let value), .count(let range)): range.contains(value)
    case (.number(let value), .number(let range)): range.contains(value)
    case (.fraction(let value), .fraction(let range)): range.contains(value)
    case (.duration(let value), .duration(let range)): range.contains(value)
    case (.bytes(let value), .bytes(let range)): range.contains(value)
    case (.rate(let value), .rate(let range)): range.contains(value)
    case (.bandwidth(let value), .bandwidth(let range)): range.contains(value)
    case (.choice(let name), .choice(let names)): names.contains(name)
    case (.distribution(let value), .distribution): value.violation == nil
    case (.flag, .flag): true
    default: false
    }
  }

  private func another(_ quantity: Quantity, _ domain: QuantityDomain) -> Quantity {
    switch (quantity, domain) {
    case (.choice(let name), .choice(let names)): .choice(names.first { $0 != name } ?? name)
    case (.count(let value), .count(let range)): .count(value == range.lowerBound ? value + 1 : value - 1)
    case (.bytes(let value), _): .bytes(value / 2)
    case (.duration(let value), _): .duration(value + .milliseconds(1))
    case (.fraction(let value), _): .fraction(value == 0 ? 0.5 : value / 2)
    case (.number(let value), _): .number(value == 0 ? 0.5 : value / 2)
    case (.rate(let value), _): .rate(value == 0 ? 1 : value / 2)
    case (.bandwidth(let value), _): .bandwidth(value / 2)
    case (.flag(let value), _): .flag(!value)
    case (.distribution, _): .distribution(.constant(.milliseconds(7)))
    default: quantity
    }
  }
}
