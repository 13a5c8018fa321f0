/// Traps with the broken rule and its values, in release builds too (where `precondition` drops its message).
@inline(__always)
func requireDomain(_ holds: Bool, _ rule: @autoclosure () -> String) {
  if !holds { fatalError("outside the formula's domain: \(rule())") }
}
