import Testing

@testable import Simulator

@Suite struct StationsRowLockTests {
  /// n writers in a closed loop, hold h: a commit every h, and n·h from one's request to one's commit under FIFO.
  @Test(arguments: [QueueDiscipline.fifo, .random, .lifo])
  func closedLoopCommitsOncePerHold(_ discipline: QueueDiscipline) {
    var lock = RowLock(discipline: discipline, draws: Draws(seed: 3, replication: 0))
    let hold: Int64 = 10
    let writers: UInt32 = 7
    var granted: UInt32? = nil
    for writer in 0..<writers {
      let admission = lock.arrive(StationJob(kind: 0, slot: writer, demand: .zero), at: .zero)
      #expect(admission == (writer == 0 ? .started : .queued))
      if admission == .started { granted = writer }
    }
    var enteredAt = [Int64](repeating: 0, count: Int(writers))
    for commit in 1...10_000 as ClosedRange<Int64> {
      let now = SimTime(nanoseconds: commit * hold)
      guard let writer = granted else { break }
      let next = lock.depart(at: now)
      if discipline == .fifo && commit > Int64(writers) {
        #expect(commit * hold - enteredAt[Int(writer)] == Int64(writers) * hold)
      }
      enteredAt[Int(writer)] = commit * hold
      #expect(lock.arrive(StationJob(kind: 0, slot: writer, demand: .zero), at: now) == .queued)
      granted = next?.slot
      lock.checkInvariants(at: now)
    }
    #expect(lock.recorder.departures == 10_000)
    #expect(lock.recorder.busyTime == 100_000)
    #expect(lock.recorder.jobTime == Int64(writers) * 100_000)
    #expect(lock.recorder.longestLine == Int32(writers) - 1)
  }

  @Test func lockBlocksAndLetsGoOfTimedOutWriters() {
    var lock = RowLock(lineLimit: 2)
    func job(_ slot: UInt32) -> StationJob { StationJob(kind: 5, slot: slot, demand: .zero) }
    let admissions = (0..<4).map { lock.arrive(job(UInt32($0)), at: .zero) }
    #expect(admissions == [.started, .queued, .queued, .blocked])
    #expect(lock.withdraw(kind: 5, slot: 0, at: SimTime(nanoseconds: 3)) == nil)
    #expect(lock.withdraw(kind: 5, slot: 1, at: SimTime(nanoseconds: 3))?.slot == 1)
    #expect(lock.depart(at: SimTime(nanoseconds: 4))?.slot == 2)
    #expect(lock.depart(at: SimTime(nanoseconds: 9)) == nil)
    lock.checkInvariants(at: SimTime(nanoseconds: 9))
    #expect(lock.recorder.expired == 1 && lock.recorder.departures == 2 && lock.recorder.blocked == 1)
    #expect(lock.recorder.waitingSum == 3 + 4 && lock.recorder.jobTime == 3 + 4 + 9)
  }

  /// Every row of a table behaves as a lock of its own, whatever the table remembers.
  @Test(arguments: RowRetention.allCases)
  func tableEqualsSeparateLocks(_ retention: RowRetention) {
    for seed in 0..<150 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 11)
      let discipline = [QueueDiscipline.fifo, .lifo, .priority][Int(seed % 3)]
      var table = RowLockTable(discipline: discipline, retention: retention, lineLimit: 4, draws: draws)
      var locks = (0..<5).map { _ in RowLock(discipline: discipline, lineLimit: 4) }
      var now = SimTime.zero
      for step in 0..<300 as Range<UInt64> {
        now = now + SimDuration(nanoseconds: Int64(draws.index(3, step, 1)))
        let row = Int(draws.index(5, step, 2))
        let key = UInt64(row) << 50 | 7
        let job = StationJob(
          kind: 1, slot: UInt32(step), demand: .zero, priority: UInt8(draws.index(3, step, 3)))
        let choice = draws.unit(step, 4)
        if choice < 0.55 || !locks[row].isHeld {
          let admission = table.arrive(key, job, at: now)
          let expected = locks[row].arrive(job, at: now)
          #expect(admission == expected, "seed \(seed), step \(step)")
        } else if choice < 0.95 {
          let next = table.depart(key, at: now)
          let expected = locks[row].depart(at: now)
          #expect(next?.slot == expected?.slot && next?.enteredAt == expected?.enteredAt, "seed \(seed), step \(step)")
        } else {
          let slot = UInt32(draws.index(step + 1, step, 5))
          let withdrawn = table.withdraw(key, kind: 1, slot: slot, at: now)
          let expected = locks[row].withdraw(kind: 1, slot: slot, at: now)
          #expect(withdrawn?.slot == expected?.slot, "seed \(seed)")
        }
        let waiting = table.waiting(for: key)
        #expect(waiting == Int(locks[row].waiting), "seed \(seed), step \(step)")
        if step == 150 && seed % 2 == 0 {
          table.clear(at: now)
          for index in locks.indices { locks[index].clear(at: now) }
        }
        if step % 10 == 0 { table.checkInvariants(at: now) }
      }
      compare(table, locks, at: now, seed)
    }
  }

  private func compare(_ table: borrowing RowLockTable, _ locks: [RowLock], at now: SimTime, _ seed: UInt64) {
    let recorder = table.recorder
    let present = table.present
    let rowCount = table.rowCount
    let retention = table.retention
    let rows = table.topRows(10, at: now)
    #expect(recorder.departures == locks.reduce(0) { $0 + $1.recorder.departures }, "seed \(seed)")
    #expect(recorder.waitingSum == locks.reduce(0) { $0 + $1.recorder.waitingSum }, "seed \(seed)")
    #expect(recorder.sojournSum == locks.reduce(0) { $0 + $1.recorder.sojournSum }, "seed \(seed)")
    #expect(present == locks.reduce(0) { $0 + $1.present }, "seed \(seed)")
    for (higher, lower) in zip(rows, rows.dropFirst()) { #expect(higher.lockWaitSum >= lower.lockWaitSum) }
    if retention == .busyRows {
      #expect(rowCount == locks.filter { $0.isHeld }.count, "seed \(seed)")
      return
    }
    for row in rows {
      let lock = locks[Int(row.key >> 50)]
      var recorder = lock.recorder
      recorder.advance(to: now, jobs: lock.present, busy: lock.isHeld ? 1 : 0)
      #expect(row.lockWaitMaximum <= row.lockWaitSum, "seed \(seed)")
      if retention == .allRows {
        #expect(row.updates == recorder.departures, "seed \(seed)")
        #expect(row.busyTime.nanoseconds == recorder.busyTime, "seed \(seed)")
        #expect(row.longestLine <= 4, "seed \(seed)")
      }
    }
  }

  @Test func topRowsNameTheLongestWaits() {
    var table = RowLockTable(retention: .allRows)
    var admissions: [Admission] = []
    for (time, key) in [(0, 10), (0, 20), (0, 30), (1, 20), (2, 10)] as [(Int64, UInt64)] {
      let job = StationJob(kind: 0, slot: 0, demand: .zero)
      admissions.append(table.arrive(key, job, at: SimTime(nanoseconds: time)))
    }
    #expect(admissions == [.started, .started, .started, .queued, .queued])
    var grantedEntries: [Int64?] = []
    for (time, key) in [(5, 10), (9, 20), (10, 20)] as [(Int64, UInt64)] {
      grantedEntries.append(table.depart(key, at: SimTime(nanoseconds: time))?.enteredAt.nanoseconds)
    }
    #expect(grantedEntries == [2, 1, nil])
    let top = table.topRows(2, at: SimTime(nanoseconds: 12))
    let all = table.topRows(9, at: SimTime(nanoseconds: 12))
    #expect(top.map(\.key) == [20, 10])
    #expect(
      top[0]
        == RowRecord(
          key: 20, updates: 2, lockWaitSum: SimDuration(nanoseconds: 8), lockWaitMaximum: SimDuration(nanoseconds: 8),
          longestLine: 1, busyTime: SimDuration(nanoseconds: 10)))
    #expect(top[1].busyTime == SimDuration(nanoseconds: 12))
    #expect(all.count == 3)
  }

  /// A table that forgets idle rows stays as small as the locks held, over many more keys.
  @Test func idleRowsAreForgotten() {
    var table = RowLockTable(retention: .contendedRows)
    for key in 0..<10_000 as Range<UInt64> {
      let now = SimTime(nanoseconds: Int64(key))
      let admission = table.arrive(key, StationJob(kind: 0, slot: 0, demand: .zero), at: now)
      #expect(admission == .started)
      if key < 8 { continue }
      let next = table.depart(key - 8, at: now)
      #expect(next == nil)
    }
    let counts = [table.rowCount, Int(table.present)]
    #expect(counts == [8, 8])
    let keys = table.topRows(3, at: SimTime(nanoseconds: 20_000)).map { $0.key }
    #expect(keys == [9_992, 9_993, 9_994])
  }
}
