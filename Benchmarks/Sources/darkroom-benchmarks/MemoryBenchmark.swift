import CReference
import Foundation

/// Bytes that the simulator holds per cached object, pending event, session and post, each with a bound that fails the run.
///
/// *Resident* is the growth of a process's memory in pages; *allocated* also counts what was asked for and never touched.
/// Every subject is built in a process of its own, so that none reuses another's pages.
enum MemoryBenchmark {
  /// Returns whether every figure is within its bound.
  static func run(quick: Bool) -> Bool {
    print("memory: bytes per item, resident (allocated), and the bound on the resident ones")
    var isWithin = true
    for subject in MemorySubject.all(quick: quick) {
      var (items, resident, allocated) = measure(subject.name, quick: quick, isBase: false)
      if subject.base != nil {
        let base = measure(subject.name, quick: quick, isBase: true)
        (items, resident, allocated) = (items - base.items, resident - base.resident, allocated - base.allocated)
      }
      let perItem = resident / items
      isWithin = isWithin && perItem <= subject.bound
      print(
        "  \(subject.name.padding(toLength: 42, withPad: " ", startingAt: 0))"
          + String(format: "%9.0f items %8.1f (%7.1f)  bound %.0f", items, perItem, allocated / items, subject.bound)
          + (perItem > subject.bound ? "  EXCEEDED" : ""))
    }
    return isWithin
  }

  /// Builds a subject in this process and prints items, resident and allocated bytes, for `measure`.
  static func printFigures(_ name: String, quick: Bool, isBase: Bool) {
    guard let subject = MemorySubject.all(quick: quick).first(where: { $0.name == name }) else {
      printError("no memory subject `\(name)`")
      exit(64)
    }
    let (resident, allocated) = (residentBytes(), allocated_bytes())
    let (held, items) = isBase ? subject.base!() : subject.build()
    print(items, residentBytes() - resident, allocated_bytes() - allocated)
    withExtendedLifetime(held) {}
  }

  private static func measure(
    _ name: String, quick: Bool, isBase: Bool
  ) -> (items: Double, resident: Double, allocated: Double) {
    let arguments = ["memory-subject", name, isBase ? "--base" : "--full"] + (quick ? ["--quick"] : [])
    let figures = Subprocess.output(Subprocess.ownPath, arguments).split(whereSeparator: \.isWhitespace)
      .compactMap { Double($0) }
    precondition(figures.count == 3, "no figures for \(name)")
    return (figures[0], figures[1], figures[2])
  }

  private static func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ")[1]) ?? 0) * Int(getpagesize())
  }
}
