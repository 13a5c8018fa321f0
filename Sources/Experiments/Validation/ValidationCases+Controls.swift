import Simulator
import Theory

extension ValidationCases {
  /// Wrong systems judged by the right theory: each interval must exclude it.
  static var negativeControls: [ValidationCase] {
    stationControls + systemControls + rowControls + cacheControls
  }

  static func control(
    _ family: String, _ fault: String, _ oracle: Oracle, _ plan: any ValidationPlan
  ) -> ValidationCase {
    ValidationCase(
      family, fault, source: "must be rejected", [oracle], isNegativeControl: true, isQuick: true, plan)
  }

  private static var stationControls: [ValidationCase] {
    let single = MM1(arrivalRate: 0.7 * serviceRate, serviceRate: serviceRate)
    let double = MMc(arrivalRate: 1.6 * serviceRate, serviceRate: serviceRate, servers: 2)
    let finite = MMcK(arrivalRate: 3.6 * serviceRate, serviceRate: serviceRate, servers: 4, capacity: 12)
    let base = SingleStationPlan.markovian(load: 0.7, customers: 20_000)
    let mean = Oracle(.meanSojournTime, single.meanSojournTime)

    var thirdServer = SingleStationPlan.markovian(servers: 2, load: 0.8, customers: 20_000)
    thirdServer.servers = 3
    var lifo = SingleStationPlan.markovian(load: 0.7, customers: 40_000)
    lifo.discipline = .lifo
    lifo.wantsTail = true
    var slow = base
    slow.classes = [.init(service: .exponential(mean: .microseconds(1_050)))]
    var shared = base
    shared.sharesDraws = true
    var longerLine = SingleStationPlan.markovian(servers: 4, load: 0.9, customers: 60_000)
    longerLine.lineLimit = 9
    var lateDeadline = SingleStationPlan.markovian(load: 0.8, customers: 20_000)
    lateDeadline.deadline = .microseconds(4_500)
    var constant = base
    constant.classes = [.init(service: .constant(.milliseconds(1)))]
    let impatient = ImpatientQueue(arrivalRate: 0.8 * serviceRate, serviceRate: serviceRate, deadline: 0.004)
    let cobham = PriorityQueue([
      .init(arrivalRate: 0.3 * serviceRate, meanServiceTime: 1 / serviceRate),
      .init(arrivalRate: 0.5 * serviceRate, meanServiceTime: 1 / serviceRate),
    ])
    return [
      control("M/M/c", "3 servers judged as 2", Oracle(.meanWaitingTime, double.meanWaitingTime), thirdServer),
      control("M/M/1", "LIFO judged by the FIFO p99", Oracle(.sojournTimeP99, single.sojournTimeQuantile(0.99)), lifo),
      control("M/M/1", "service 5 % longer than told", mean, slow),
      control("M/M/1", "gaps and services share their draws", mean, shared),
      control("M/M/1", "constant service judged as exponential", mean, constant),
      control("M/M/c/K", "one place too many", Oracle(.blockingProbability, finite.blockingProbability), longerLine),
      control(
        "M/M/1 priority", "the other class goes first",
        Oracle(.meanWaitingTimeOfClass0, cobham.meanWaitingTime(ofClass: 0)), priorityPlan(urgentFirst: false)),
      control(
        "M/M/1 + deadline", "deadline 4.5 ms judged as 4 ms", Oracle(.expiryProbability, impatient.expiryProbability),
        lateDeadline),
      control(
        "M/M/1-PS", "FIFO with constant service judged as sharing", mean,
        SingleStationPlan.markovian(load: 0.7, service: .constant(.milliseconds(1)), customers: 20_000)),
    ]
  }

  private static var systemControls: [ValidationCase] {
    let told = jacksonPlan(feedback: 0.3)
    let network = JacksonNetwork(
      externalRates: told.externalRates, serviceRates: told.serviceRates, servers: told.servers, routing: told.routing)
    var strayed = jacksonPlan(feedback: 0.25)
    strayed.measured = .seconds(40)
    let variation = LockQueue.waitVariationInRandomOrder(clients: 20)
    let latency = LockQueue.saturated(clients: 20, meanHoldTime: 0.002).meanLatency
    var longHold = lockPlan(.random)
    longHold.hold = .constant(.microseconds(2_100))
    let thinking = LockQueue.withThinking(clients: 10, meanThinkTime: 0.01, meanHoldTime: 0.002)
    var eleven = lockPlan(.fifo)
    eleven.clients = 11
    eleven.hold = .exponential(mean: .milliseconds(2))
    eleven.think = .exponential(mean: .milliseconds(10))
    let batcher = LimiterPlan(
      limiter: .batcher(size: 9, longestWait: nil), interarrival: .exponential(mean: .milliseconds(1)),
      warmUp: .seconds(1), measured: .seconds(20))
    let bucket = LimiterPlan(
      limiter: .bucket(period: .microseconds(700), burst: 2), interarrival: .exponential(mean: .milliseconds(1)),
      warmUp: .seconds(1), measured: .seconds(20))
    return [
      control(
        "Jackson network", "feedback 0.25 judged as 0.3", Oracle(.meanSojournTime, network.meanSojournTime), strayed),
      control(
        "Fork–join", "11 branches judged as 10",
        Oracle(.meanSojournTime, ForkJoin.meanOfMaximum(branches: 10, branchMean: 0.001)),
        ForkJoinPlan(branches: 11, branchTime: service, requests: 1_000)),
      control(
        "Row lock", "FIFO judged by the spread of random order", Oracle(.variationOfWaiting, variation), lockPlan(.fifo)
      ),
      control("Row lock", "hold 5 % longer than told", Oracle(.meanSojournTime, latency), longHold),
      control("Row lock", "11 thinking clients judged as 10", Oracle(.meanSojournTime, thinking.meanLatency), eleven),
      control(
        "Batcher", "size 9 judged as 8",
        Oracle(.meanWaitingTime, Batching.meanWaitUntilFull(size: 8, arrivalRate: 1_000)), batcher),
      control(
        "Token bucket", "burst 2 judged as 1",
        Oracle(.meanWaitingTime, MG1.deterministic(arrivalRate: 1_000, serviceTime: 0.0007).meanWaitingTime), bucket),
    ]
  }
}
