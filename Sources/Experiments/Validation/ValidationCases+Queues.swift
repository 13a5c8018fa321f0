import Simulator
import Theory

extension ValidationCases {
  /// M/M/1 at three loads, and its mean under three other orders of service (which leave the mean alone).
  static var singleServer: [ValidationCase] {
    let loads: [(Double, Double)] = [(0.5, 40_000), (0.8, 270_000), (0.9, 1_000_000)]
    let byLoad = loads.map { load, customers in
      let theory = MM1(arrivalRate: load * serviceRate, serviceRate: serviceRate)
      var plan = SingleStationPlan.markovian(load: load, customers: customers)
      plan.wantsTail = true
      return ValidationCase(
        "M/M/1", "ρ = \(load)", source: "Kleinrock I §3.2",
        [
          Oracle(.meanSojournTime, theory.meanSojournTime), Oracle(.meanNumber, theory.meanNumberInSystem),
          Oracle(.sojournTimeP99, theory.sojournTimeQuantile(0.99)), Oracle(.utilisation, load),
        ], isQuick: load == 0.5, plan)
    }
    let theory = MM1(arrivalRate: 0.7 * serviceRate, serviceRate: serviceRate)
    let byOrder = [QueueDiscipline.lifo, .random].map { discipline in
      var plan = SingleStationPlan.markovian(load: 0.7, customers: 60_000)
      plan.discipline = discipline
      return ValidationCase(
        "M/M/1", "\(discipline) order, ρ = 0.7", source: "Kleinrock II §3.3: any order blind to demands",
        [Oracle(.meanSojournTime, theory.meanSojournTime), Oracle(.meanNumber, theory.meanNumberInSystem)],
        isQuick: true, plan)
    }
    return byLoad + byOrder
  }

  static var manyServers: [ValidationCase] {
    let systems: [(Int, Double, Double)] = [(2, 0.5, 60_000), (2, 0.8, 150_000), (4, 0.8, 180_000), (10, 0.9, 700_000)]
    return systems.map { servers, load, customers in
      let theory = MMc(
        arrivalRate: load * Double(servers) * serviceRate, serviceRate: serviceRate, servers: servers)
      return ValidationCase(
        "M/M/c", "c = \(servers), ρ = \(load)", source: "Erlang 1917; Kleinrock I §3.5",
        [
          Oracle(.waitingProbability, theory.waitingProbability), Oracle(.meanWaitingTime, theory.meanWaitingTime),
          Oracle(.meanNumber, theory.meanNumberInSystem),
        ], isQuick: load == 0.5, SingleStationPlan.markovian(servers: servers, load: load, customers: customers))
    }
  }

  static var generalService: [ValidationCase] {
    let lognormal = DurationDistribution.lognormal(median: .microseconds(700), p99: .microseconds(5_000))
    let systems: [(String, Double, DurationDistribution, Double)] = [
      ("M/D/1", 0.8, .constant(.milliseconds(1)), 60_000), ("M/G/1", 0.7, lognormal, 100_000),
    ]
    return systems.map { family, load, service, customers in
      let theory = MG1(
        arrivalRate: load / service.meanSeconds, meanServiceTime: service.meanSeconds,
        squaredCoefficientOfVariation: service.squaredCoefficientOfVariation)
      let system = family == "M/D/1" ? "ρ = \(load)" : "lognormal 0.7 ms, p99 5 ms, ρ = \(load)"
      return ValidationCase(
        family, system, source: "Pollaczek–Khinchine; Kleinrock I §5.6",
        [Oracle(.meanWaitingTime, theory.meanWaitingTime), Oracle(.meanNumber, theory.meanNumberInSystem)],
        isQuick: family == "M/D/1", SingleStationPlan.markovian(load: load, service: service, customers: customers))
    }
  }

  /// Finite lines, and Erlang's loss system with two service distributions of one mean.
  static var lossSystems: [ValidationCase] {
    let finite = [0.9, 1.25].map { load in
      let theory = MMcK(arrivalRate: load * 4 * serviceRate, serviceRate: serviceRate, servers: 4, capacity: 12)
      var plan = SingleStationPlan.markovian(servers: 4, load: load, customers: load < 1 ? 110_000 : 40_000)
      plan.lineLimit = 8
      return ValidationCase(
        "M/M/c/K", "c = 4, K = 12, offered ρ = \(load)", source: "Kleinrock I §3.6–3.7",
        [
          Oracle(.blockingProbability, theory.blockingProbability), Oracle(.meanSojournTime, theory.meanSojournTime),
          Oracle(.meanNumber, theory.meanNumberInSystem), Oracle(.utilisation, theory.utilisation),
        ], isQuick: load > 1, plan)
    }
    let blocking = ErlangB.blockingProbability(offeredLoad: 8, servers: 10)
    let lognormal = DurationDistribution.lognormal(median: .microseconds(500), p99: .milliseconds(8))
    let services: [(String, DurationDistribution)] = [
      ("exponential", service), ("constant", .constant(.milliseconds(1))), ("lognormal 0.5 ms, p99 8 ms", lognormal),
    ]
    let insensitive = services.map { name, service in
      var plan = SingleStationPlan.markovian(servers: 10, load: 0.8, service: service, customers: 40_000)
      plan.lineLimit = 0
      return ValidationCase(
        "M/G/10/10", "\(name), 8 erlangs", source: "Erlang 1917; Sevastyanov 1957 (insensitivity)",
        [Oracle(.blockingProbability, blocking), Oracle(.meanNumber, 8 * (1 - blocking))], isQuick: true, plan)
    }
    return finite + insensitive
  }

  static var sharing: [ValidationCase] {
    let theory = ProcessorSharing(arrivalRate: 0.8 * serviceRate, meanServiceTime: 1 / serviceRate)
    let services: [(String, DurationDistribution)] = [
      ("M/M/1-PS", service), ("M/D/1-PS", .constant(.milliseconds(1))),
    ]
    return services.map { family, service in
      ValidationCase(
        family, "ρ = 0.8", source: "Kleinrock II §4.4 (insensitive to the service distribution)",
        [Oracle(.meanSojournTime, theory.meanSojournTime), Oracle(.meanNumber, theory.meanNumberInSystem)],
        isQuick: family == "M/D/1-PS", SharingPlan(load: 0.8, service: service, customers: 120_000))
    }
  }

  static var priorities: [ValidationCase] {
    let theory = PriorityQueue([
      .init(arrivalRate: 0.3 * serviceRate, meanServiceTime: 1 / serviceRate),
      .init(arrivalRate: 0.5 * serviceRate, meanServiceTime: 1 / serviceRate),
    ])
    return [
      ValidationCase(
        "M/M/1 priority", "urgent ρ = 0.3, other ρ = 0.5", source: "Cobham 1954; Kleinrock II §3.6",
        [
          Oracle(.meanWaitingTimeOfClass0, theory.meanWaitingTime(ofClass: 0)),
          Oracle(.meanWaitingTimeOfClass1, theory.meanWaitingTime(ofClass: 1)),
        ], priorityPlan(urgentFirst: true))
    ]
  }

  static func priorityPlan(urgentFirst: Bool) -> SingleStationPlan {
    var plan = SingleStationPlan.markovian(load: 0.8, customers: 160_000)
    plan.discipline = .priority
    plan.classes = [
      .init(share: 0.375, service: service, priority: urgentFirst ? 0 : 1),
      .init(share: 0.625, service: service, priority: urgentFirst ? 1 : 0),
    ]
    return plan
  }

  /// Deadlines in the line: who waited too long leaves at the head.
  static var impatience: [ValidationCase] {
    let theory = ImpatientQueue(arrivalRate: 0.8 * serviceRate, serviceRate: serviceRate, deadline: 0.004)
    var plan = SingleStationPlan.markovian(load: 0.8, customers: 30_000)
    plan.deadline = .milliseconds(4)
    return [
      ValidationCase(
        "M/M/1 + deadline", "ρ = 0.8, deadline 4 ms", source: "Barrer 1957; Baccelli, Boyer & Hebuterne 1984",
        [Oracle(.expiryProbability, theory.expiryProbability), Oracle(.utilisation, theory.utilisation)],
        isQuick: true, plan)
    ]
  }
}
