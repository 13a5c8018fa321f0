import CReference
import Foundation
import Simulator
import SystemModel

/// Bytes that the simulator holds per cached object and per pending event, each beside a bound that fails the run.
///
/// *Resident* is the growth of the process's memory in pages; *allocated* also counts what was asked for and never touched.
enum MemoryBenchmark {
  /// Returns whether every figure is within its bound.
  static func run(quick: Bool) -> Bool {
    // Freed blocks go back to the system, so that the next figure does not reuse their pages.
    return_freed_blocks()
    print("memory: bytes per item, resident (allocated), and the bound on the resident ones")
    var isWithin = true
    for objects in quick ? [1_000_000] : [1_000_000, 3_000_000, 10_000_000] {
      isWithin = report("object in an LRU cache", objects, bound: 50) { cachedObjects(LRU.self, objects) } && isWithin
      isWithin = report("object in a FIFO cache", objects, bound: 50) { cachedObjects(FIFO.self, objects) } && isWithin
    }
    for events in quick ? [1_000_000] : [1_000_000, 3_000_000, 10_000_000] {
      for horizon in HoldHorizon.allCases {
        let name = "pending event, \(horizon.rawValue)"
        isWithin = report(name, events, bound: 40) { pendingEvents(horizon, events) } && isWithin
      }
    }
    return isWithin
  }

  /// Runs `body`, which returns what must be alive when memory is read.
  private static func report(_ name: String, _ items: Int, bound: Double, _ body: () -> AnyObject) -> Bool {
    let (resident, allocated) = (residentBytes(), allocated_bytes())
    let held = body()
    let perItem = Double(residentBytes() - resident) / Double(items)
    let allocatedPerItem = Double(allocated_bytes() - allocated) / Double(items)
    withExtendedLifetime(held) {}
    print(
      "  \(name.padding(toLength: 28, withPad: " ", startingAt: 0))"
        + String(format: "%9d  %6.1f (%5.1f)  bound %.0f", items, perItem, allocatedPerItem, bound)
        + (perItem > bound ? "  EXCEEDED" : ""))
    return perItem <= bound
  }

  private final class Held<Value: ~Copyable> {
    var value: Value
    init(_ value: consuming Value) { self.value = value }
  }

  /// A full cache that has grown from nothing and turned over once.
  private static func cachedObjects<Policy: EvictionPolicy & ~Copyable>(_: Policy.Type, _ objects: Int) -> AnyObject {
    let held = Held(
      Policy(capacityBytes: Int64(objects) * Int64(CacheBenchmark.objectBytes), expectedObjects: 0))
    for number in 0..<UInt64(2 * objects) {
      _ = held.value.access(Draws.mix(number), sizeBytes: CacheBenchmark.objectBytes)
    }
    precondition(held.value.storedObjects == objects, "the cache is not full")
    return held
  }

  /// A wheel in steady state.
  private static func pendingEvents(_ horizon: HoldHorizon, _ events: Int) -> AnyObject {
    let increments = HoldIncrements(horizon)
    return withExtendedLifetime(increments) {
      var state = increments.fresh
      let held = Held(SwiftHold<RadixWheelList>())
      _ = held.value.fill(events, &state) && held.value.hold(10 * events, &state)
      return held
    }
  }

  private static func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ")[1]) ?? 0) * Int(getpagesize())
  }
}
