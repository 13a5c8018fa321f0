/// Who is served next when a server falls free.
public enum QueueDiscipline: UInt8, Sendable, CaseIterable, Codable {
  case fifo, lifo, priority, random
}

/// The jobs that wait at one station, and the rule that picks the next one. Every pick is O(1), for the priority rule
/// O(classes).
struct WaitingLine: Sendable {
  let discipline: QueueDiscipline
  /// Between FIFO and random: the probability that a pick is random, when it is neither 0 nor 1; else 0.
  private let randomShare: Double
  private(set) var count = 0
  private var line = JobLine()
  /// In place of `line` between FIFO and random.
  private var gapped = GappedLine()
  /// One line per priority class; used by that rule only.
  private var classes: [JobLine] = []

  /// `randomShare`: with this probability a pick is random, else the discipline's, which must then be FIFO. 1 is the
  /// random discipline itself, draw for draw.
  init(_ discipline: QueueDiscipline, randomShare: Double = 0) {
    precondition(
      randomShare == 0 || (discipline == .fifo && randomShare > 0 && randomShare <= 1),
      "the random share must be from 0 to 1, and 0 unless the rest is FIFO, got \(randomShare) with \(discipline)")
    self.discipline = randomShare > 0 ? .random : discipline
    self.randomShare = randomShare < 1 ? randomShare : 0
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always) mutating func append(_ job: StationJob) {
    count &+= 1
    if discipline == .fifo { line.append(job) } else { appendByRule(job) }
  }

  @inline(never) private mutating func appendByRule(_ job: StationJob) {
    if randomShare > 0 { return gapped.append(job) }
    if discipline != .priority { return line.append(job) }
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
    case .random:
      if randomShare == 0 { return line.swapRemove(at: Int(draws.index(UInt64(waiting), entity, ordinal))) }
      let bits = draws.bits(entity, ordinal)
      return Draws.unit(bits) < randomShare ? gapped.removeRandom(bits) : gapped.removeFirst()
    case .priority:
      var urgent = 0
      while classes[urgent].isEmpty { urgent += 1 }
      return classes[urgent].removeFirst()
    }
  }

  /// Removes the waiting job that would resume by (kind, slot), wherever it stands; nil when none does. O(n).
  mutating func withdraw(kind: UInt16, slot: UInt32) -> StationJob? {
    guard let job = find(kind, slot) else { return nil }
    count -= 1
    return job
  }

  private mutating func find(_ kind: UInt16, _ slot: UInt32) -> StationJob? {
    if randomShare > 0 { return gapped.withdraw(kind: kind, slot: slot) }
    if let position = Self.position(kind, slot, line) { return line.remove(at: position) }
    for index in classes.indices {
      if let position = Self.position(kind, slot, classes[index]) { return classes[index].remove(at: position) }
    }
    return nil
  }

  private static func position(_ kind: UInt16, _ slot: UInt32, _ line: JobLine) -> Int? {
    (0..<line.count).first { line[$0].kind == kind && line[$0].slot == slot }
  }
}
