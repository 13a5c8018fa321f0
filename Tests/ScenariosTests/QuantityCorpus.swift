import Simulator

/// Texts of every kind: which are a quantity, what they read as, and which are none.
enum QuantityCorpus {
  static let count = QuantityDomain.count(-1_000...2_000_000_000_000)
  static let number = QuantityDomain.number(-1e9...1e9)
  static let fraction = QuantityDomain.fraction(0...1)
  static let duration = QuantityDomain.duration(.zero ... .days(1_000))
  static let bytes = QuantityDomain.bytes(0...Int64.max)
  static let rate = QuantityDomain.rate(0...1e12)
  static let bandwidth = QuantityDomain.bandwidth(0...1e15)
  static let choice = QuantityDomain.choice(["direct", "buffered"])

  static let accepted: [(text: String, domain: QuantityDomain, value: Quantity)] = [
    ("4", count, .count(4)), ("0", count, .count(0)), ("-7", count, .count(-7)), ("+7", count, .count(7)),
    ("10 K", count, .count(10_000)), ("10K", count, .count(10_000)), ("1.5 M", count, .count(1_500_000)),
    ("1 B", count, .count(1_000_000_000)), ("1.2345 B", count, .count(1_234_500_000)),
    ("1 T", count, .count(1_000_000_000_000)),
    ("1e9", count, .count(1_000_000_000)), ("12.0", count, .count(12)),
    ("1.5", number, .number(1.5)), ("-0.25", number, .number(-0.25)), ("3", number, .number(3)),
    ("1e-5", number, .number(1e-5)),
    (".5", number, .number(0.5)), ("5.", number, .number(5)), ("2.5E+3", number, .number(2_500)),
    ("0", number, .number(0)),
    ("50 %", fraction, .fraction(0.5)), ("50%", fraction, .fraction(0.5)), ("7 %", fraction, .fraction(0.07)),
    ("0.1 %", fraction, .fraction(0.001)), ("100 %", fraction, .fraction(1)), ("33.3 %", fraction, .fraction(0.333)),
    ("200 ms", duration, .duration(.milliseconds(200))), ("200ms", duration, .duration(.milliseconds(200))),
    ("1.5 s", duration, .duration(.milliseconds(1_500))), ("3 min", duration, .duration(.minutes(3))),
    ("2 h", duration, .duration(.hours(2))), ("1 d", duration, .duration(.days(1))),
    ("5 us", duration, .duration(.microseconds(5))),
    ("5 µs", duration, .duration(.microseconds(5))), ("17 ns", duration, .duration(SimDuration(nanoseconds: 17))),
    ("0 s", duration, .duration(.zero)),
    ("2 GiB", bytes, .bytes(2 << 30)), ("100 MB", bytes, .bytes(100_000_000)), ("64 KB", bytes, .bytes(64_000)),
    ("1.5 KiB", bytes, .bytes(1_536)), ("512 B", bytes, .bytes(512)), ("3 TB", bytes, .bytes(3_000_000_000_000)),
    ("1.2 M/s", rate, .rate(1_200_000)), ("4.27 K/s", rate, .rate(4_270)), ("40/s", rate, .rate(40)),
    ("40 /s", rate, .rate(40)),
    ("6/min", rate, .rate(0.1)), ("3.6 K/h", rate, .rate(1)), ("0.25/day", rate, .rate(0.25 / 86_400)),
    ("1 B/s", rate, .rate(1e9)),
    ("0.333/s", rate, .rate(0.333)),
    ("10 Mbit/s", bandwidth, .bandwidth(1e7)), ("2.5Gbit/s", bandwidth, .bandwidth(2.5e9)),
    ("300 bit/s", bandwidth, .bandwidth(300)),
    ("true", .flag, .flag(true)), ("false", .flag, .flag(false)), ("buffered", choice, .choice("buffered")),
    ("200 us", .distribution, .distribution(.constant(.microseconds(200)))),
    ("constant 2 ms", .distribution, .distribution(.constant(.milliseconds(2)))),
    ("uniform 1 ms 5 ms", .distribution, .distribution(.uniform(.milliseconds(1), .milliseconds(5)))),
    ("exponential mean 2 ms", .distribution, .distribution(.exponential(mean: .milliseconds(2)))),
    (
      "lognormal median 1 ms p99 25.9 ms", .distribution,
      .distribution(.lognormal(median: .milliseconds(1), p99: .microseconds(25_900)))
    ),
  ]

  /// Refused for their form, not for their size: the schema refuses them too.
  static let malformed: [(text: String, domain: QuantityDomain)] = [
    ("", count), ("four", count), ("4 workers", count), ("1_000", count), ("1,000", count), ("0x10", count),
    ("4 %", count),
    ("10 k", count), ("1 G", count), (" 4", count), ("- 4", count), ("4 4", count), (".", count), ("nan", count),
    ("", number), ("one", number), ("1.5 s", number), ("nan", number), (".nan", number), (".inf", number),
    ("-.inf", number),
    ("1.2.3", number), ("1e", number), ("1 e5", number), ("٣", number),
    ("0.5", fraction), ("50", fraction), ("50 percent", fraction), ("% 50", fraction), ("50 %%", fraction),
    ("1/2", fraction),
    ("200", duration), ("ms", duration), ("200 sec", duration), ("200 MS", duration), ("1 min 30 s", duration),
    ("1:30", duration),
    (".inf s", duration), ("200 m", duration), ("nan s", duration), ("-", duration),
    ("2", bytes), ("2 G", bytes), ("2 gib", bytes), ("2 GiB/s", bytes), ("2 Gbit", bytes), ("2 K B", bytes),
    ("1000", rate), ("1.2 M", rate), ("1.2 m/s", rate), ("1/sec", rate), ("/s", rate), ("1 M//s", rate),
    ("1 MM/s", rate), ("1 / s", rate),
    ("10", bandwidth), ("10 MB/s", bandwidth), ("10 mbit/s", bandwidth), ("10 Mbit", bandwidth), ("10 Mbps", bandwidth),
    ("yes", .flag), ("1", .flag), ("True", .flag), ("on", .flag), ("", .flag), ("Direct", choice), ("", choice),
    ("direct ", choice),
    ("normal mean 1 ms", .distribution), ("5", .distribution), ("exponential 2 ms", .distribution),
    ("uniform 1 ms", .distribution),
    ("lognormal median 1 ms", .distribution), ("constant 1 ms 2 ms", .distribution), ("", .distribution),
  ]
}
