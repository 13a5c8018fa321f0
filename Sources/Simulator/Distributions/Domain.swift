/// Traps with the broken rule and its values, in release builds too (where `precondition` drops its message).
@inline(__always)
func requireDomain(_ holds: Bool, _ rule: @autoclosure () -> String) {
  if !holds { fatalError("outside the domain: \(rule())") }
}

@inline(__always)
func requireOpenUnit(_ probability: Double) {
  requireDomain(probability > 0 && probability < 1, "a quantile needs 0 < probability < 1, got \(probability)")
}
