import Testing

@testable import Simulator

/// What waiters cost their row, writers that share a hold, and the orders between first come and random.
@Suite struct StationsRowContentionTests {
  private static let rowKeys: [UInt64] = [7, 1 << 50, 99, 3 << 40]

  /// A table beside its shadow over random arrivals, grants with joins, commits, time-outs and a clear. Returns the first
  /// difference, or nil.
  private func firstDifference(seed: UInt64, defect: ShadowRow.Defect = .none) -> String? {
    let draws = Draws(seed: seed, replication: 5)
    let share = [0, 0, 0.3, 1][Int(seed % 4)]
    let cost = Int64(seed % 3)
    var table = RowLockTable(
      randomShare: share, waiterCost: SimDuration(nanoseconds: cost),
      retention: [.busyRows, .contendedRows, .allRows][Int(seed % 3)], draws: draws)
    var shadows = Self.rowKeys.map { _ in ShadowRow(cost: cost, defect: defect) }
    var now: Int64 = 0
    var expired: Int64 = 0
    var joined: [StationJob] = []
    for step in 0..<250 as Range<UInt64> {
      now += Int64(draws.index(3, step, 1))
      let row = Int(draws.index(UInt64(shadows.count), step, 2))
      let key = Self.rowKeys[row]
      let time = SimTime(nanoseconds: now)
      let choice = draws.unit(step, 4)
      if choice < 0.6 || shadows[row].holding.isEmpty {
        let admission = table.arrive(key, StationJob(kind: 1, slot: UInt32(step), demand: .zero), at: time)
        if shadows[row].arrive(UInt32(step), at: now) != admission { return "admission, step \(step)" }
      } else if choice < 0.9 {
        let next = table.depart(key, at: time)
        let first = shadows[row].waiting.first?.slot
        if share == 0 && next?.slot != first { return "not the first, step \(step)" }
        if !shadows[row].depart(next: next?.slot, at: now) { return "a stranger, step \(step)" }
        if next != nil {
          joined.removeAll()
          let most = Int(draws.index(4, step, 5))
          let count = table.joinWaiters(key, most: most, into: &joined, at: time)
          if count != joined.count || count != min(most, shadows[row].waiting.count) { return "joiners, step \(step)" }
          for job in joined {
            if share == 0 && job.slot != shadows[row].waiting[0].slot { return "joiners' order, step \(step)" }
            if !shadows[row].join(job.slot, at: now) { return "a stranger joins, step \(step)" }
          }
          let paid = table.settleDebt(key).nanoseconds
          if paid != shadows[row].settle() { return "debt \(paid), step \(step)" }
        }
      } else {
        let slot = UInt32(draws.index(step + 1, step, 6))
        let withdrawn = table.withdraw(key, kind: 1, slot: slot, at: time) != nil
        if withdrawn { expired += 1 }
        if shadows[row].withdraw(slot, at: now) != withdrawn { return "withdrawal, step \(step)" }
      }
      if step == 120 && seed % 2 == 0 {
        table.clear(at: time)
        expired = 0
        for index in shadows.indices { shadows[index].clear(at: now) }
      }
      if step % 10 == 0 { table.checkInvariants(at: time) }
    }
    let recorder = table.recorder
    let present = table.present
    if recorder.expired != expired { return "expired" }
    if Int(present) != shadows.reduce(0, { $0 + $1.present }) { return "present" }
    if recorder.arrivals != shadows.reduce(0, { $0 + $1.arrivals }) { return "arrivals" }
    if recorder.departures != shadows.reduce(0, { $0 + $1.departures }) { return "departures" }
    if recorder.sojournSum != shadows.reduce(0, { $0 + $1.sojournSum }) { return "sojourns" }
    if recorder.waitingSum != shadows.reduce(0, { $0 + $1.waitingSum }) { return "waits" }
    if table.retention != .allRows { return nil }
    for record in table.topRows(9, at: SimTime(nanoseconds: now)) {
      guard let row = Self.rowKeys.firstIndex(of: record.key) else { return "a strange row" }
      let shadow = shadows[row]
      let open = shadow.holding.isEmpty ? 0 : now - max(shadow.grantedAt, shadow.clearedAt)
      if record.updates != shadow.departures { return "updates of row \(row)" }
      if record.lockWaitSum.nanoseconds != shadow.lockWaitSum { return "lock wait of row \(row)" }
      if record.busyTime.nanoseconds != shadow.busyTime + open { return "busy time of row \(row)" }
    }
    return nil
  }

  @Test func tableEqualsItsShadow() {
    for seed in 0..<3_000 as Range<UInt64> {
      let difference = firstDifference(seed: seed)
      #expect(difference == nil, "seed \(seed)")
    }
  }

  /// The same comparison must notice a wrong shadow.
  @Test(arguments: [ShadowRow.Defect.joinersUncounted, .debtUnbounded, .waitEndsAtCommit])
  func comparisonNoticesDefects(_ defect: ShadowRow.Defect) {
    let noticed = (0..<60 as Range<UInt64>).filter { firstDifference(seed: $0, defect: defect) != nil }
    #expect(noticed.count > 30, "\(defect)")
  }

  /// n clients that never think hold for hold + cost × (n − 1), under every order, from the second round on.
  @Test(arguments: [(QueueDiscipline.fifo, 0.0), (.fifo, 0.4), (.random, 0), (.lifo, 0)])
  func effectiveHoldGrowsWithClients(_ discipline: QueueDiscipline, _ share: Double) {
    for clients in [1, 2, 5, 32] as [Int64] {
      var lock = RowLock(
        discipline: discipline, randomShare: share, waiterCost: SimDuration(nanoseconds: 3),
        draws: Draws(seed: 1, replication: 0))
      var holder: UInt32 = 0
      for client in 0..<UInt32(clients) {
        let job = StationJob(kind: 0, slot: client, demand: .zero)
        if lock.arrive(job, at: .zero) == .started { holder = client }
      }
      var now: Int64 = 10
      var held: [Int64] = []
      for _ in 0..<200 {
        let time = SimTime(nanoseconds: now)
        let next = lock.depart(at: time)
        if next == nil { _ = lock.arrive(StationJob(kind: 0, slot: holder, demand: .zero), at: time) }
        let hold = 10 + lock.settleDebt().nanoseconds
        if next != nil { _ = lock.arrive(StationJob(kind: 0, slot: holder, demand: .zero), at: time) }
        holder = next?.slot ?? holder
        held.append(hold)
        now += hold
        lock.checkInvariants(at: time)
      }
      #expect(held.allSatisfy { $0 == 10 + 3 * (clients - 1) }, "\(clients) clients: \(held.prefix(4))")
    }
  }

  /// Share 0 is first come and share 1 is the random order, pick for pick.
  @Test func endsOfTheShareAreTheTwoOrders() {
    func picks(_ discipline: QueueDiscipline, _ share: Double) -> [UInt32] {
      var table = RowLockTable(discipline: discipline, randomShare: share, draws: Draws(seed: 4, replication: 2))
      for slot in 0..<40 as Range<UInt32> {
        _ = table.arrive(5, StationJob(kind: 0, slot: slot, demand: .zero), at: .zero)
      }
      return (1...500 as ClosedRange<Int64>).map { time in
        let next = table.depart(5, at: SimTime(nanoseconds: time))!
        let job = StationJob(kind: 0, slot: 100 + UInt32(time), demand: .zero)
        _ = table.arrive(5, job, at: SimTime(nanoseconds: time))
        return next.slot
      }
    }
    #expect(picks(.fifo, 0) == picks(.fifo, 0).sorted())
    #expect(picks(.fifo, 1) == picks(.random, 0))
    #expect(picks(.fifo, 0.5) != picks(.random, 0))
  }

  /// With n − 1 waiters and share p the first is served with probability 1 − p + p/(n − 1).
  @Test(arguments: [0.1, 0.5, 0.9])
  func shareIsTheProbabilityOfARandomPick(_ share: Double) {
    let draws = Draws(seed: 8, replication: 0)
    var line = WaitingLine(.fifo, randomShare: share)
    var expected: [UInt32] = []
    for slot in 0..<10 as Range<UInt32> {
      line.append(StationJob(kind: 0, slot: slot, demand: .zero))
      expected.append(slot)
    }
    var fromPlace = [Double](repeating: 0, count: 10)
    let picks = 40_000
    for pick in 0..<UInt64(picks) {
      let job = line.takeNext(draws, 1, pick)
      guard let place = expected.firstIndex(of: job.slot) else {
        Issue.record("writer \(job.slot) left twice")
        return
      }
      expected.remove(at: place)
      fromPlace[place] += 1
      line.append(StationJob(kind: 0, slot: 10 + UInt32(pick), demand: .zero))
      expected.append(10 + UInt32(pick))
    }
    for place in 0..<10 {
      let probability = share / 10 + (place == 0 ? 1 - share : 0)
      let deviation = (Double(picks) * probability * (1 - probability)).squareRoot()
      #expect(abs(fromPlace[place] - Double(picks) * probability) < 5 * deviation, "place \(place)")
    }
  }

  /// A line with gaps keeps the order of its jobs, through growth, withdrawals and emptiness.
  @Test func gappedLineKeepsOrder() {
    for seed in 0..<400 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 1)
      var line = GappedLine()
      var expected: [UInt32] = []
      let growth = [0.45, 0.6, 0.8][Int(seed % 3)]
      for step in 0..<400 as Range<UInt64> {
        let choice = draws.unit(step, 1)
        if expected.isEmpty || choice < growth {
          line.append(StationJob(kind: 2, slot: UInt32(step), demand: .zero))
          expected.append(UInt32(step))
        } else if choice < growth + 0.1 {
          #expect(line.removeFirst().slot == expected.removeFirst(), "seed \(seed), step \(step)")
        } else if choice < growth + 0.15 {
          let slot = expected.remove(at: Int(draws.index(UInt64(expected.count), step, 2)))
          #expect(line.withdraw(kind: 2, slot: slot)?.slot == slot, "seed \(seed), step \(step)")
          #expect(line.withdraw(kind: 2, slot: slot) == nil, "seed \(seed), step \(step)")
        } else {
          let slot = line.removeRandom(draws.bits(step, 3)).slot
          let place = expected.firstIndex(of: slot)
          #expect(place != nil, "seed \(seed), step \(step)")
          if let place { expected.remove(at: place) }
        }
        #expect(line.count == expected.count, "seed \(seed), step \(step)")
      }
    }
  }

  /// A job taken from the middle of a plain line leaves the rest in order, whichever end is nearer.
  @Test func jobLineClosesGapsFromTheNearerEnd() {
    for seed in 0..<200 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 3)
      var line = JobLine()
      var expected: [UInt32] = []
      for step in 0..<200 as Range<UInt64> {
        if expected.isEmpty || draws.unit(step, 1) < 0.55 {
          line.append(StationJob(kind: 0, slot: UInt32(step), demand: .zero))
          expected.append(UInt32(step))
        } else {
          let place = Int(draws.index(UInt64(expected.count), step, 2))
          #expect(line.remove(at: place).slot == expected.remove(at: place), "seed \(seed), step \(step)")
        }
        #expect((0..<line.count).map { line[$0].slot } == expected, "seed \(seed), step \(step)")
      }
    }
  }
}
