import Simulator
import Testing

@testable import SystemModel

@Suite struct ForkTests {
  private func straggling(_ milliseconds: [Int64]) -> SimDuration {
    var fork = Fork<4>()
    for time in milliseconds { fork.add(.zero + .milliseconds(time)) }
    return fork.straggling
  }

  @Test func theLastLessTheLowerMedian() {
    #expect(straggling([]) == .zero && straggling([5]) == .zero)
    #expect(straggling([9, 1]) == .milliseconds(8))
    #expect(straggling([7, 1, 3]) == .milliseconds(4))
    #expect(straggling([4, 30, 2, 3]) == .milliseconds(27))
    #expect(straggling([4, 3, 2, 1, 100]) == .milliseconds(2), "a fifth branch is not looked at")
  }
}
