/// `junit.xml`: one test case per budget and variant, one more per broken law, for the test pages of CI systems.
///
/// A breach is a failure, an inconclusive budget an error (not decided), a breached warning a skipped case with its reason.
public enum JUnitReport {
  public static func text(_ result: RunResult) -> String {
    let laws = result.variants.flatMap { variant in
      variant.invariants.filter { !$0.holds }.map { (variant: variant.name, law: $0) }
    }
    let cases = result.budgets.map(testCase) + laws.map { lawCase($0.variant, $0.law) }
    let failures = result.budgets.count { $0.outcome == .fail && $0.severity == .fail } + laws.count
    let errors = result.budgets.count { $0.outcome == .inconclusive && $0.severity == .fail }
    let skipped = result.budgets.count { $0.outcome != .pass && $0.severity == .warn }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"darkroom\" \(counts)>",
        "  <testsuite name=\"\(escaped(result.scenario.name))\" \(counts)>",
        "    <properties>",
        "      <property name=\"seed\" value=\"\(result.scenario.seed)\"/>",
        "      <property name=\"scenario\" value=\"\(escaped(result.scenario.hash))\"/>",
        "      <property name=\"complete\" value=\"\(result.complete)\"/>",
        "    </properties>",
      ] + cases.flatMap { $0 } + ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func testCase(_ budget: BudgetResult) -> [String] {
    let place = budget.place.map { " file=\"\(escaped($0.file))\" line=\"\($0.line)\"" } ?? ""
    let opening =
      "    <testcase classname=\"\(escaped(budget.variant))\" name=\"\(escaped(budget.id))\"" + place
    let message = "message=\"\(escaped(budget.reason))\""
    switch (budget.outcome, budget.severity) {
    case (.pass, _):
      return [opening + ">", "      <system-out>\(escaped(budget.reason))</system-out>", "    </testcase>"]
    case (_, .warn): return [opening + ">", "      <skipped \(message)/>", "    </testcase>"]
    case (.fail, .fail):
      return [
        opening + ">", "      <failure type=\"budget\" \(message)>\(escaped(budget.requirement))</failure>",
        "    </testcase>",
      ]
    case (.inconclusive, .fail):
      return [
        opening + ">", "      <error type=\"inconclusive\" \(message)>\(escaped(budget.requirement))</error>",
        "    </testcase>",
      ]
    }
  }

  private static func lawCase(_ variant: String, _ law: InvariantResult) -> [String] {
    let message = "expected \(law.expected), found \(law.found)"
    return [
      "    <testcase classname=\"\(escaped(variant))\" name=\"law: \(escaped(law.name))\">",
      "      <failure type=\"invariant\" message=\"\(message)\"/>", "    </testcase>",
    ]
  }

  private static func escaped(_ text: String) -> String { XMLText.escaped(text) }
}
