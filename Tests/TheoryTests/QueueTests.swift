import Testing
import Theory

@Suite struct SingleServerTests {
  /// Published: mean time in system 2 / 5 / 10 / 20 at load 0.5 / 0.8 / 0.9 / 0.95, p99 = 4.605 × that mean.
  @Test func mm1Table() {
    for (load, mean) in [(0.5, 2.0), (0.8, 5), (0.9, 10), (0.95, 20)] {
      let queue = MM1(arrivalRate: load, serviceRate: 1)
      expectClose(queue.meanSojournTime, mean)
      expectClose(queue.sojournTimeQuantile(0.99), 4.605170185988091 * mean)
      expectClose(queue.sojournTimeTail(queue.sojournTimeQuantile(0.9)), 0.1)
      expectClose(queue.meanNumberInSystem, load * mean)
      expectClose((0..<2_000).reduce(0) { $0 + queue.probability(ofNumberInSystem: $1) }, 1)
    }
    let queue = MM1(arrivalRate: 0.8, serviceRate: 1)
    expectClose(queue.meanNumberWaiting, 3.2)
    expectClose(queue.sojournTimeQuantile(0.99), 23.026, within: 1e-4)
    expectClose(queue.meanWaitingTime, 4)
  }

  /// Published: M/D/1 mean time in system 1.5 / 3 / 5.5 / 10.5; with exponential service the formula is M/M/1.
  @Test func pollaczekKhinchine() {
    for (load, mean) in [(0.5, 1.5), (0.8, 3), (0.9, 5.5), (0.95, 10.5)] {
      expectClose(MG1.deterministic(arrivalRate: load, serviceTime: 1).meanSojournTime, mean)
      let exponential = MG1(arrivalRate: load, meanServiceTime: 1, squaredCoefficientOfVariation: 1)
      expectClose(exponential.meanSojournTime, MM1(arrivalRate: load, serviceRate: 1).meanSojournTime)
      expectClose(exponential.meanNumberInSystem, load / (1 - load))
    }
    expectClose(MG1.deterministic(arrivalRate: 0.8, serviceTime: 1).meanWaitingTime, 2)
  }

  @Test func processorSharing() {
    let sharing = ProcessorSharing(arrivalRate: 0.8, meanServiceTime: 1)
    expectClose(sharing.meanSojournTime, 5)
    expectClose(sharing.meanNumberInSystem, 4)
    expectClose(sharing.meanSojournTime(ofDemand: 0.1), 0.5)
    expectClose(sharing.probability(ofNumberInSystem: 2), 0.2 * 0.64)
  }

  /// Hand-worked: two classes of load 0.25 and 0.5, exponential with mean 1: R = 0.75, W = 1 and 4.
  @Test func cobham() {
    let queue = PriorityQueue([
      .init(arrivalRate: 0.25, meanServiceTime: 1), .init(arrivalRate: 0.5, meanServiceTime: 1),
    ])
    expectClose(queue.meanWaitingTime(ofClass: 0), 1)
    expectClose(queue.meanWaitingTime(ofClass: 1), 4)
    expectClose(queue.meanSojournTime(ofClass: 1), 5)
  }

  /// Kleinrock's conservation law: Σ ρᵢWᵢ does not depend on the order of the classes.
  @Test func priorityConservesWork() {
    let classes: [PriorityQueue.JobClass] = [
      .init(arrivalRate: 0.2, meanServiceTime: 1.5), .init(arrivalRate: 1, meanServiceTime: 0.2),
      .init(arrivalRate: 0.1, meanServiceTime: 3, squaredCoefficientOfVariation: 0),
    ]
    let orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0]]
    let work = orders.map { order in
      let queue = PriorityQueue(order.map { classes[$0] })
      return order.indices.reduce(0) {
        $0 + classes[order[$1]].arrivalRate * classes[order[$1]].meanServiceTime * queue.meanWaitingTime(ofClass: $1)
      }
    }
    expectClose(work[1], work[0])
    expectClose(work[2], work[0])
    let single = MG1(arrivalRate: 0.7, meanServiceTime: 1, squaredCoefficientOfVariation: 2)
    let alone = PriorityQueue([.init(arrivalRate: 0.7, meanServiceTime: 1, squaredCoefficientOfVariation: 2)])
    expectClose(alone.meanWaitingTime, single.meanWaitingTime)
  }
}

@Suite struct ManyServerTests {
  @Test func erlangTables() {
    expectClose(ErlangB.blockingProbability(offeredLoad: 8, servers: 10), 0.121661, within: 1e-5)
    for (load, servers, probability, wait) in [
      (1.6, 2, 0.711111, 1.777778), (3.2, 4, 0.596432, 0.745541), (9.0, 10, 0.668732, 0.668732),
    ] {
      let queue = MMc(arrivalRate: load, serviceRate: 1, servers: servers)
      expectClose(ErlangC.waitingProbability(offeredLoad: load, servers: servers), probability, within: 1e-6)
      expectClose(queue.meanWaitingTime, wait, within: 1e-6)
      expectClose(queue.meanNumberInSystem, load * queue.meanSojournTime)
    }
  }

  /// Erlang's sum formula, term by term.
  @Test func erlangBIsTheTruncatedPoisson() {
    for (load, servers) in [(0.3, 1), (4.0, 7), (50, 40)] {
      var term = 1.0
      var sum = 1.0
      for count in 1...servers {
        term *= load / Double(count)
        sum += term
      }
      expectClose(ErlangB.blockingProbability(offeredLoad: load, servers: servers), term / sum)
    }
    #expect(ErlangB.blockingProbability(offeredLoad: 0, servers: 3) == 0)
    #expect(ErlangB.blockingProbability(offeredLoad: 5, servers: 0) == 1)
  }

  /// A slice that divides servers and load by 100 is a different queue: 0.0006 becomes 0.67 at ρ = 0.9.
  @Test func pooledServersDoNotScale() {
    let pooled = ErlangC.waitingProbability(offeredLoad: 900, servers: 1_000)
    #expect(pooled > 0.0004 && pooled < 0.0008)
    expectClose(ErlangC.waitingProbability(offeredLoad: 9, servers: 10), 0.67, within: 0.01)
  }

  @Test func oneServerIsMM1() {
    let many = MMc(arrivalRate: 0.8, serviceRate: 1, servers: 1)
    let one = MM1(arrivalRate: 0.8, serviceRate: 1)
    expectClose(many.meanSojournTime, one.meanSojournTime)
    expectClose(many.sojournTimeTail(7), one.sojournTimeTail(7))
    expectClose(many.sojournTimeQuantile(0.99), one.sojournTimeQuantile(0.99), within: 1e-9)
  }

  @Test func tailsIntegrateToMeans() {
    for (load, servers) in [(1.6, 2), (3.0, 4), (9.0, 10), (2.0, 3)] {
      let queue = MMc(arrivalRate: load, serviceRate: 1, servers: servers)
      expectClose(integral(upTo: 120) { queue.sojournTimeTail($0) }, queue.meanSojournTime, within: 1e-7)
      expectClose(integral(upTo: 120) { queue.waitingTimeTail($0) }, queue.meanWaitingTime, within: 1e-7)
      for probability in [0.5, 0.9, 0.999] {
        expectClose(queue.sojournTimeTail(queue.sojournTimeQuantile(probability)), 1 - probability, within: 1e-9)
        let wait = queue.waitingTimeQuantile(probability)
        #expect(wait == 0 || (queue.waitingTimeTail(wait) - (1 - probability)).magnitude < 1e-12)
      }
      expectClose(queue.sojournTimeQuantile(0.9), MMc.doubled(queue).sojournTimeQuantile(0.9) * 2, within: 1e-9)
    }
  }

  @Test func finiteRoomLimits() {
    let loss = MMcK(arrivalRate: 8, serviceRate: 1, servers: 10, capacity: 10)
    expectClose(loss.blockingProbability, ErlangB.blockingProbability(offeredLoad: 8, servers: 10))
    #expect(loss.meanNumberWaiting == 0)
    let roomy = MMcK(arrivalRate: 3.2, serviceRate: 1, servers: 4, capacity: 400)
    expectClose(roomy.meanWaitingTime, MMc(arrivalRate: 3.2, serviceRate: 1, servers: 4).meanWaitingTime)
    // M/M/1/3 at ρ = 2: probabilities 1, 2, 4, 8 fifteenths.
    let overloaded = MMcK(arrivalRate: 2, serviceRate: 1, servers: 1, capacity: 3)
    expectClose(overloaded.blockingProbability, 8.0 / 15)
    expectClose(overloaded.throughput, 14.0 / 15)
    expectClose(overloaded.meanNumberInSystem, 34.0 / 15)
    expectClose(overloaded.meanWaitingTime, (4.0 + 16) / 14)
    #expect(MMcK(arrivalRate: 1e6, serviceRate: 1, servers: 1, capacity: 500).blockingProbability > 0.999)
  }
}

extension MMc {
  /// The same queue with time running twice as fast.
  static func doubled(_ queue: MMc) -> MMc {
    MMc(arrivalRate: 2 * queue.arrivalRate, serviceRate: 2 * queue.serviceRate, servers: queue.servers)
  }
}
