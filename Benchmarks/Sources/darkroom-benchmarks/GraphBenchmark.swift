import CReference
import Foundation
import Simulator
@_spi(Benchmarks) import Workloads

/// The follow graph: nanoseconds per edge of the bijection alone, with the owner's look-up, of whole followee lists, and of
/// follower lists; the first two beside the bare C++ loop with the same arithmetic.
enum GraphBenchmark {
  private static let batch = 144

  static func run(users: [Int], rounds: Int, quick: Bool) {
    print(
      "graph: ns per edge (median of \(rounds) rounds), of processor time; batches of \(batch) stubs; C++ in brackets")
    for count in users { measure(users: count, rounds: rounds, operations: quick ? 300 : 10_000) }
  }

  private static func measure(users: Int, rounds: Int, operations: Int) {
    let draws = Draws(seed: 1, replication: 0)
    var parameters = PopulationParameters()
    parameters.users = users
    let population = Population(parameters, geography: Geography(GeographyParameters()), draws: draws)
    let graph = SocialGraph(GraphParameters(), population: population, draws: draws)
    let tables = graph.oneWayTables
    var edges = reference_edges(
      keys: tables.keys, left_radix: tables.leftRadix, right_bits: tables.rightBits, runs: tables.runs,
      guide: tables.guide, guide_shift: tables.guideShift)
    let lanes = UnsafeMutablePointer<UInt64>.allocate(capacity: batch)
    let authors = UnsafeMutablePointer<UInt32>.allocate(capacity: 1_024)
    let positions = UnsafeMutablePointer<UInt32>.allocate(capacity: 1_024)
    defer {
      lanes.deallocate()
      authors.deallocate()
      positions.deallocate()
    }
    let starts = (0..<UInt64(operations)).map { draws.index(tables.domain - UInt64(batch), $0, 7) }
    let readers = (0..<UInt64(operations)).map { UserID(UInt32(draws.index(UInt64(users), $0, 8))) }
    let writers = (0..<UInt64(operations)).map { UserID(UInt32(draws.index(UInt64(users / 10), $0, 9))) }
    var list = FolloweeList()
    var sums = [UInt64](repeating: 0, count: 6)
    let followees = readers.reduce(0) { total, user in
      graph.readFollowees(of: user, into: &list)
      return total + list.count
    }
    let lengths = writers.map { min(1_000, graph.followerCount(of: $0)) }
    let holders = lengths.reduce(0, +)
    var timing = PairedTiming(contenders: 6)
    for _ in 0..<rounds {
      timing.record(
        nanosecondsPerOperation(operations * batch) {
          for start in starts {
            graph.readImages(from: start, count: batch, into: lanes)
            sums[0] &+= lanes[batch - 1]
          }
        }, contender: 0)
      timing.record(
        nanosecondsPerOperation(operations * batch) {
          for start in starts {
            reference_images(&edges, start, UInt64(batch), lanes)
            sums[1] &+= lanes[batch - 1]
          }
        }, contender: 1)
      timing.record(
        nanosecondsPerOperation(operations * batch) {
          for start in starts {
            graph.readOwners(from: start, count: batch, lanes: lanes, authors: authors, positions: positions)
            sums[2] &+= UInt64(authors[batch - 1] ^ positions[0])
          }
        }, contender: 2)
      timing.record(
        nanosecondsPerOperation(operations * batch) {
          for start in starts {
            reference_images(&edges, start, UInt64(batch), lanes)
            reference_owners(&edges, lanes, UInt64(batch), authors, positions)
            sums[3] &+= UInt64(authors[batch - 1] ^ positions[0])
          }
        }, contender: 3)
      timing.record(
        nanosecondsPerOperation(followees) {
          for user in readers {
            graph.readFollowees(of: user, into: &list)
            sums[4] &+= UInt64(list.authors[0])
          }
        }, contender: 4)
      timing.record(
        nanosecondsPerOperation(holders) {
          for (user, length) in zip(writers, lengths) {
            graph.readHolders(of: user, positions: 0..<UInt32(length), into: authors)
            sums[5] &+= UInt64(authors[0])
          }
        }, contender: 5)
    }
    precondition(sums[0] == sums[1] && sums[2] == sums[3], "Swift and C++ found different edges")
    let (images, owners) = (timing.ratio(0, to: 1), timing.ratio(2, to: 3))
    print(
      String(
        format: "  %10d users  bijection %5.2f (%5.2f, ratio %.2f)  and owner %5.2f (%5.2f, ratio %.2f)",
        users, timing.median(0), timing.median(1), images.median, timing.median(2), timing.median(3), owners.median)
        + String(
          format: "  followees %5.2f, best %5.2f (%.0f ns per user of %.0f)  holders %5.2f, best %5.2f",
          timing.median(4), timing.minimum(4), timing.median(4) * Double(followees) / Double(operations),
          Double(followees) / Double(operations), timing.median(5), timing.minimum(5))
        + "  checksum \(String(sums[3] &+ sums[4] &+ sums[5], radix: 16))")
  }
}
