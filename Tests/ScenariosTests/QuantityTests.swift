import Simulator
import Testing

@testable import Scenarios

@Suite struct QuantityTests {
  @Test func acceptedTextsReadAsStated() throws {
    for (text, domain, value) in QuantityCorpus.accepted {
      #expect(try QuantityParser.parse(text, domain) == value, "\(text)")
    }
  }

  @Test func malformedTextsAreRefused() {
    for (text, domain) in QuantityCorpus.malformed {
      #expect(throws: QuantityProblem.self, "\(text) as \(domain.kindInWords)") {
        try QuantityParser.parse(text, domain)
      }
    }
  }

  @Test func parsePrintParseIsIdentity() throws {
    for (text, domain, value) in QuantityCorpus.accepted {
      #expect(try QuantityParser.parse(value.text, domain) == value, "\(text) printed as \(value.text)")
      #expect(try QuantityParser.parse(value.text, domain).text == value.text)
    }
  }

  @Test func randomQuantitiesSurvivePrinting() throws {
    let draws = Draws(seed: 7, replication: 0)
    for seed in 0..<2_000 as Range<UInt64> {
      let integer = Int64(draws.bits(seed, 0) >> (1 + draws.index(62, seed, 1)))
      let real = Double(integer) * draws.unit(seed, 2)
      let share = draws.unit(seed, 3)
      let cases: [(QuantityDomain, Quantity)] = [
        (.count(0...Int(Int64.max)), .count(Int(integer))), (.bytes(0...Int64.max), .bytes(integer)),
        (.duration(.zero...SimDuration(nanoseconds: .max)), .duration(SimDuration(nanoseconds: integer))),
        (.number(-1e300...1e300), .number(real)), (.rate(0...1e300), .rate(real)),
        (.rate(0...1e300), .rate(share * 1e-6)),
        (.bandwidth(0...1e300), .bandwidth(real)), (.fraction(0...1), .fraction(share)),
      ]
      for (domain, quantity) in cases {
        #expect(try QuantityParser.parse(quantity.text, domain) == quantity, "seed \(seed): \(quantity.text)")
      }
    }
  }

  @Test func canonicalTextsAreShort() {
    #expect(Quantity.count(1_000_000_000).text == "1 B")
    #expect(Quantity.count(7_500).text == "7500")
    #expect(Quantity.count(1_234_567).text == "1234567")
    #expect(Quantity.bytes(2 << 30).text == "2 GiB")
    #expect(Quantity.bytes(64_000).text == "64 KB")
    #expect(Quantity.rate(4_270).text == "4.27 K/s")
    #expect(Quantity.rate(0.5).text == "0.5/s")
    #expect(Quantity.fraction(0.07).text == "7 %")
    #expect(Quantity.bandwidth(1e7).text == "10 Mbit/s")
  }

  @Test func messagesSayWhatToWrite() {
    func message(_ text: String, _ domain: QuantityDomain) -> String {
      do {
        return try QuantityParser.parse(text, domain).text
      } catch {
        return "\(error.message); \(error.hint ?? "")"
      }
    }
    let short = QuantityDomain.duration(.milliseconds(1)...(.hours(1)))
    #expect(
      message("200", short)
        == "'200' has no unit; write for example '200 ms' (units: ns, us, ms, s, min, h, d)")
    #expect(message("200 sec", short) == "unknown unit 'sec' in '200 sec'; units: ns, us, ms, s, min, h, d")
    #expect(message("-5 ms", short) == "'-5 ms' is out of range; allowed: 1 ms … 1 h")
    #expect(message("soon", short) == "'soon' is not a duration; write for example '200 ms'")
    #expect(message("0", .count(1...10_000)) == "'0' is out of range; allowed: 1 … 10 K")
    #expect(message("2.5", .count(1...10_000)) == "'2.5' is not a whole number; allowed: 1 … 10 K")
    #expect(message("bufered", QuantityCorpus.choice) == "unknown name 'bufered'; did you mean 'buffered'?")
    #expect(message("50", QuantityCorpus.fraction) == "'50' has no unit; write for example '50 %' (units: %)")
  }

  @Test(arguments: [
    "1e400", "1e99999999999999999999", "999999999999999999999999999999", String(repeating: "9", count: 100_000),
    "1e-400", "0." + String(repeating: "0", count: 5_000) + "1",
  ])
  func hugeNumbersAreRefused(_ number: String) {
    let domains: [(QuantityDomain, String)] = [
      (.count(1...10), ""), (.number(1...10), ""), (.fraction(0.1...1), " %"),
      (.duration(.seconds(1)...(.days(1))), " s"),
      (.bytes(1...10), " GiB"), (.rate(1...1e9), "/s"), (.bandwidth(1...1e9), " Mbit/s"),
    ]
    for (domain, unit) in domains {
      #expect(throws: QuantityProblem.self) { try QuantityParser.parse(number + unit, domain) }
    }
  }
}
