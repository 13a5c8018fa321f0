/// Who is served next when a server falls free.
public enum QueueDiscipline: UInt8, Sendable, CaseIterable, Codable {
  case fifo, lifo, priority, random
}

/// The jobs that wait at one station, and the rule that picks the next one. Every pick is O(1), for the priority rule
/// O(classes).
struct WaitingLine: Sendable {
  let discipline: QueueDiscipline
  private(set) var count = 0
  private var line = JobLine()
  /// One line per priority class; used by that rule only.
  private var classes: [JobLine] = []

  init(_ discipline: QueueDiscipline) { self.discipline = discipline }

  var isEmpty: Bool { count == 0 }

  @inline(__always) mutating func append(_ job: StationJob) {
    count &+= 1
    if discipline != .priority { line.append(job) } else { appendToClass(job) }
  }

  @inline(never) private mutating func appendToClass(_ job: StationJob) {
    while classes.count <= Int(job.priority) { classes.append(JobLine()) }
    classes[Int(job.priority)].append(job)
  }

  /// Removes the job that is served next; the line must not be empty. The random rule draws by (entity, ordinal).
  @inline(__always) mutating func takeNext(_ draws: Draws, _ entity: UInt64, _ ordinal: UInt64 = 0) -> StationJob {
    if discipline == .fifo {
      count &-= 1
      return line.removeFirst()
    }
    return takeByRule(draws, entity, ordinal)
  }

  @inline(never) private mutating func takeByRule(_ draws: Draws, _ entity: UInt64, _ ordinal: UInt64) -> StationJob {
    let waiting = count
    count -= 1
    switch discipline {
    case .fifo: return line.removeFirst()
    case .lifo: return line.removeLast()
    case .random: return line.swapRemove(at: Int(draws.index(UInt64(waiting), entity, ordinal)))
    case .priority:
      var urgent = 0
      while classes[urgent].isEmpty { urgent += 1 }
      return classes[urgent].removeFirst()
    }
  }

  /// Removes the waiting job that would resume by (kind, slot), wherever it stands; nil when none does. O(n).
  mutating func withdraw(kind: UInt16, slot: UInt32) -> StationJob? {
    if let position = Self.position(kind, slot, line) {
      count -= 1
      return line.remove(at: position)
    }
    for index in classes.indices {
      guard let position = Self.position(kind, slot, classes[index]) else { continue }
      count -= 1
      return classes[index].remove(at: position)
    }
    return nil
  }

  private static func position(_ kind: UInt16, _ slot: UInt32, _ line: JobLine) -> Int? {
    (0..<line.count).first { line[$0].kind == kind && line[$0].slot == slot }
  }
}
