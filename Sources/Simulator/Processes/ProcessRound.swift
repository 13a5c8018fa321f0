import Dispatch

/// Who may run how far, for several threads between two meetings: each step takes the process that is furthest behind up to
/// half a lookahead on, never beyond what the slowest other process allows. A thread without work blocks.
final class ProcessRound<Payload: Sendable>: Sendable {
  /// One process, how far it runs, and the messages that it must know first.
  struct Step: Sendable {
    var process: Int
    var end: SimTime
    var messages: [Message<Payload>]
  }

  private struct State: Sendable {
    /// How far each process has run; while it runs, where it started.
    var times: [SimTime]
    var isRunning: [Bool]
    var inboxes: [[Message<Payload>]]
    var idleThreads = 0
  }

  private enum Choice: Sendable {
    case step(Step), wait, finished
  }

  private let state: LockedState<State>
  private let work = DispatchSemaphore(value: 0)
  private let end: SimTime
  private let lookahead: SimDuration
  private let longestStep: SimDuration
  private let order: [Int]

  init(from start: SimTime, until end: SimTime, lookahead: SimDuration, order: [Int]) {
    let count = order.count
    state = LockedState(
      State(
        times: Array(repeating: start, count: count), isRunning: Array(repeating: false, count: count),
        inboxes: Array(repeating: [], count: count)))
    self.end = end
    self.lookahead = lookahead
    longestStep = max(lookahead.half, SimDuration(nanoseconds: 1))
    self.order = order
  }

  /// The next step for the calling thread; nil when the round is over.
  func next() -> Step? {
    while true {
      switch state.withLock({ choose(&$0) }) {
      case .step(let step): return step
      case .finished: return nil
      case .wait: work.wait()
      }
    }
  }

  /// A step is done, and its process has sent these messages.
  func finish(_ process: Int, at time: SimTime, _ sent: [Message<Payload>]) {
    let woken = state.withLock { state in
      state.times[process] = time
      state.isRunning[process] = false
      for message in sent { state.inboxes[Int(message.destination)].append(message) }
      defer { state.idleThreads = 0 }
      return state.idleThreads
    }
    for _ in 0..<woken { work.signal() }
  }

  /// What was sent and not delivered within the round.
  var undelivered: [Message<Payload>] { state.withLock { $0.inboxes.flatMap { $0 } } }

  private func choose(_ state: inout State) -> Choice {
    var chosen: (process: Int, end: SimTime)?
    for process in order where !state.isRunning[process] && state.times[process] < end {
      let own = state.times[process]
      let bound = order.reduce(end) { $1 == process ? $0 : min($0, state.times[$1] + lookahead) }
      let until = min(own + longestStep, bound)
      if until > own && (chosen == nil || own < state.times[chosen!.process]) { chosen = (process, until) }
    }
    guard let chosen else {
      if state.times.allSatisfy({ $0 >= end }) { return .finished }
      state.idleThreads += 1
      return .wait
    }
    state.isRunning[chosen.process] = true
    let messages = state.inboxes[chosen.process]
    state.inboxes[chosen.process] = []
    return .step(Step(process: chosen.process, end: chosen.end, messages: messages))
  }
}
