import Simulator
import SystemModel

/// The timeline read of a feed load at 10⁵, 10⁷ and 10⁹ users, beside the part that no reader can do without: the
/// followees. Processor time of this thread.
enum TimelineBenchmark {
  static func run(users: [Int], reads: Int) {
    print("timeline read: 48 candidates, 18 in order, and what the previous session displayed; \(reads) reads")
    print("       users   µs per read   followees alone   checksum")
    for count in users {
      var inputs = PlatformInputs()
      inputs.population.users = count
      var probe = TimelineReadProbe(inputs, seed: 1)
      var sum: UInt64 = 0
      for number in 0..<UInt64(reads / 10) { sum ^= probe.read(number) }
      let whole = nanosecondsPerOperation(reads) {
        for number in 0..<UInt64(reads) { sum = sum &* 31 ^ probe.read(number) }
      }
      let followees = nanosecondsPerOperation(reads) {
        for number in 0..<UInt64(reads) { sum = sum &* 31 ^ probe.readFollowees(number) }
      }
      func micro(_ nanoseconds: Double) -> String { String((nanoseconds / 10).rounded() / 100) }
      let columns = ["\(count)", micro(whole), micro(followees)]
      let padded = zip(columns, [12, 14, 18]).map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }
      print(padded.joined() + "   " + String(sum, radix: 16))
    }
  }
}
