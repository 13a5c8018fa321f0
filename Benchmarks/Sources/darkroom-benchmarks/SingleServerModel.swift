import Simulator

enum SingleServerEvent {
  static let arrival: UInt16 = 0
  static let departure: UInt16 = 1
}

/// M/M/1 through the engine: λ ─► [station ×1] ─►, with its recorder and, if wanted, a latency histogram.
struct SingleServerModel<List: FutureEventList>: ProcessModel, ~Copyable {
  struct Customer {
    var enteredAt: SimTime
    var demand: SimDuration
  }

  private var station = ServiceStation(index: 0, servers: 1)
  private var customers = SlotPool<Customer>(reserving: 1 << 12)
  private(set) var sojournTimes = LatencyHistogram()
  private var spans: DurationStream
  private var demands: DurationStream
  private let recordsHistogram: Bool

  init(interarrivalMean: SimDuration, serviceMean: SimDuration, seed: UInt64, recordsHistogram: Bool) {
    self.recordsHistogram = recordsHistogram
    let draws = Draws(seed: seed, replication: 0)
    spans = DurationStream(.exponential(mean: interarrivalMean), draws: draws.purpose("interarrival"))
    demands = DurationStream(.exponential(mean: serviceMean), draws: draws.purpose("service"))
  }

  var recorder: StationRecorder { station.recorder }

  mutating func start(_ kernel: inout Kernel<List>) { scheduleArrival(&kernel) }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    switch notice.kind {
    case SingleServerEvent.arrival:
      scheduleArrival(&kernel)
      let demand = demands.next()
      let slot = customers.insert(Customer(enteredAt: kernel.now, demand: demand))
      station.arrive(StationJob(kind: SingleServerEvent.departure, slot: slot, demand: demand), &kernel)
    default:
      let customer = customers.remove(notice.slot)
      station.depart(enteredAt: customer.enteredAt, demand: customer.demand, &kernel)
      if recordsHistogram { sojournTimes.record(kernel.now - customer.enteredAt) }
    }
    return true
  }

  @inline(__always) private mutating func scheduleArrival(_ kernel: inout Kernel<List>) {
    kernel.schedule(after: spans.next(), kind: SingleServerEvent.arrival, slot: 0)
  }
}
