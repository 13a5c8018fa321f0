import Foundation

/// Instructions per operation of every `InstructionWorkload`, against a baseline that is checked in.
///
/// valgrind counts; hardware counters are not everywhere. A run of n operations and one of 2n are subtracted, so that
/// start-up and preparation drop out.
enum InstructionCheck {
  /// Counts may grow by this share before the check fails.
  static let tolerance = 0.05

  /// Returns whether no workload became slower than the tolerance allows.
  static func run(baseline path: String, rewrites: Bool) -> Bool {
    let machine = BuildIdentity.current
    var baseline = InstructionBaseline(identity: machine)
    let previous = InstructionBaseline(contentsOf: path)
    if previous == nil && !rewrites {
      printError("no baseline at \(path); write one with `make bench-baseline`")
      return false
    }
    let isComparable = previous?.identity == machine
    print("instructions per operation, by valgrind; baseline \(path), tolerance \(Int(tolerance * 100)) %")
    var failures: [String] = []
    var improvements: [String] = []
    for workload in InstructionWorkload.all {
      let count = instructionsPerOperation(workload)
      baseline.counts.append((workload.name, count))
      let before = previous?.counts.first { $0.name == workload.name }?.instructions
      let change = before.map { count / $0 - 1 }
      print(
        "  \(workload.name.padding(toLength: 14, withPad: " ", startingAt: 0))"
          + String(format: "%16.1f  ", count)
          + (change.map { String(format: "%+6.2f %%", $0 * 100) } ?? "    new ") + "  per \(workload.operation)")
      if before == nil { failures.append(workload.name + " (not in the baseline)") }
      if let change, change > tolerance { failures.append(workload.name + String(format: " (%+.1f %%)", change * 100)) }
      if let change, change < -tolerance { improvements.append(workload.name) }
    }
    if rewrites {
      baseline.write(to: path)
      print("baseline written to \(path)")
      return true
    }
    if let previous, !isComparable {
      print(
        "NOT CHECKED: the baseline was counted with\n  \(previous.identity.text)\nand this is\n  \(machine.text)\n"
          + "Counts differ between compilers and C libraries; `make bench-baseline` here, before the change, gives a base."
      )
      return true
    }
    if !improvements.isEmpty {
      print("faster: \(improvements.joined(separator: ", ")); keep the gain with `make bench-baseline`")
    }
    if failures.isEmpty {
      print("PASS: no hot path executes more than \(Int(tolerance * 100)) % above its baseline")
    } else {
      print("FAIL: more instructions than the baseline allows: \(failures.joined(separator: ", "))")
    }
    return failures.isEmpty
  }

  private static func instructionsPerOperation(_ workload: InstructionWorkload) -> Double {
    let short = instructions(workload.name, workload.operations)
    let long = instructions(workload.name, 2 * workload.operations)
    return Double(long - short) / Double(workload.operations)
  }

  /// Instructions of a process that runs `darkroom-benchmarks workload NAME OPERATIONS`.
  private static func instructions(_ name: String, _ operations: Int) -> Int {
    let output = Subprocess.errorOutput(
      "valgrind",
      [
        "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", Subprocess.ownPath, "workload", name,
        "\(operations)",
      ]
    )
    guard
      let line = output.split(separator: "\n").first(where: { $0.contains("I ") && $0.contains("refs:") }),
      let count = Int(line.split(separator: ":").last!.filter(\.isNumber))
    else {
      printError("valgrind counted nothing for \(name):\n\(output)")
      exit(1)
    }
    return count
  }
}
