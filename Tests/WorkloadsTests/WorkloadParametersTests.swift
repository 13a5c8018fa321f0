import Simulator
import Testing

@testable import Workloads

@Suite struct WorkloadParametersTests {
  private func check<Set: ParameterSet>(_: Set.Type) {
    let defaults = Set()
    let paths = Set.fields.map(\.path)
    #expect(Swift.Set(paths).count == paths.count)
    for field in Set.fields {
      #expect(isInside(field.read(defaults), field.domain), "\(Set.self).\(field.path): default outside its domain")
      #expect(!field.summary.isEmpty && !field.source.isEmpty)
      var copy = defaults
      field.write(&copy, field.read(defaults))
      #expect(field.read(copy) == field.read(defaults))
    }
  }

  private func isInside(_ quantity: Quantity, _ domain: QuantityDomain) -> Bool {
    switch (quantity, domain) {
    case (.count(let value), .count(let range)): range.contains(value)
    case (.number(let value), .number(let range)): range.contains(value)
    case (.fraction(let value), .fraction(let range)): range.contains(value)
    case (.duration(let value), .duration(let range)): range.contains(value)
    case (.bandwidth(let value), .bandwidth(let range)): range.contains(value)
    case (.choice(let name), .choice(let names)): names.contains(name)
    case (.distribution(let value), .distribution): value.violation == nil
    default: false
    }
  }

  @Test func defaultsLieInTheirDomains() {
    check(GeographyParameters.self)
    check(PopulationParameters.self)
    check(NetworkParameters.self)
    check(GraphParameters.self)
    check(LoadParameters.self)
    check(SessionParameters.self)
  }
}
