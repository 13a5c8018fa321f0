import Simulator
import Testing

@testable import Scenarios

/// The schema's patterns and the parser agree on what is well formed.
@Suite struct QuantitySchemaTests {
  private func matches(_ text: String, _ domain: QuantityDomain) throws -> Bool {
    try Regex(QuantitySchema.pattern(domain)).wholeMatch(in: text) != nil
  }

  @Test func patternsAcceptWhatTheParserAccepts() throws {
    for (text, domain, value) in QuantityCorpus.accepted {
      #expect(try matches(text, domain), "\(text) as \(domain.kindInWords)")
      #expect(try matches(value.text, domain), "\(value.text) as \(domain.kindInWords)")
    }
  }

  @Test func patternsRefuseWhatTheParserRefuses() throws {
    for (text, domain) in QuantityCorpus.malformed {
      #expect(try !matches(text, domain), "\(text) as \(domain.kindInWords)")
    }
  }

  /// Random strings over the alphabet of quantities: the parser's "well formed" equals the pattern, range aside.
  @Test func randomTextsAreJudgedAlike() throws {
    let draws = Draws(seed: 11, replication: 0)
    let pieces = [
      "1", "2.5", "0", ".", "-", "e3", " ", "K", "M", "B", "/", "s", "min", "/s", "bit/s", "Mbit/s", "%", "ms", "GiB",
      "iB", "day",
    ]
    let domains: [QuantityDomain] = [
      .number(-1e300...1e300), .fraction(-1e300...1e300), .rate(-1e300...1e300), .bandwidth(-1e300...1e300),
    ]
    var wellFormed = 0
    for (index, domain) in domains.enumerated() {
      let pattern = try Regex(QuantitySchema.pattern(domain))
      for seed in 0..<3_000 as Range<UInt64> {
        let entity = seed * 4 + UInt64(index)
        let length = 1 + draws.index(4, entity, 0)
        let text = (0..<length).map { pieces[Int(draws.index(UInt64(pieces.count), entity, 1 + $0))] }.joined()
        let isRead = (try? QuantityParser.parse(text, domain)) != nil
        #expect(
          try (pattern.wholeMatch(in: text) != nil) == isRead, "seed \(entity): '\(text)' as \(domain.kindInWords)")
        if isRead { wellFormed += 1 }
      }
    }
    #expect(wellFormed > 150)
  }
}
