import Reports
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (0, "0 s"), (5e-9, "5 ns"), (999.4e-9, "999 ns"), (999.6e-9, "1 µs"), (0.143, "143 ms"), (0.9994, "999 ms"),
    (0.9996, "1 s"), (1.25, "1.25 s"), (12.34, "12.3 s"), (123.4, "123 s"), (600, "10 min"), (7_200, "2 h"),
  ])
  func seconds(value: Double, text: String) { #expect(Readable.seconds(value) == text) }

  @Test(arguments: [
    (0, "0"), (0.25, "0.25"), (12.34, "12.3"), (999.4, "999"), (1_234, "1234"), (9_994, "9994"), (9_996, "10 K"),
    (123_456, "123 K"), (1.25e6, "1.25 M"), (1e9, "1 B"), (1.5e12, "1.5 T"),
  ])
  func counts(value: Double, text: String) { #expect(Readable.count(value) == text) }

  @Test func otherUnits() {
    #expect(Readable.bytes(1_536) == "1.5 KiB")
    #expect(Readable.bytes(64 * 1_073_741_824) == "64 GiB")
    #expect(Readable.percent(0.583) == "58.3 %")
    #expect(Readable.percent(0.000_123) == "0.0123 %")
    #expect(Readable.percent(1) == "100 %")
    #expect(Readable.signedPercent(-0.254) == "-25 %")
  }

  @Test func intervalsShareTheirUnit() {
    #expect(Readable.interval(Estimate(0.14, low: 0.139, high: 0.148, basis: .batches), .seconds) == "[139, 148] ms")
    #expect(Readable.interval(Estimate(1, low: 0.9, high: 1.1, basis: .batches), .seconds) == "[900 ms, 1.1 s]")
    #expect(Readable.interval(Estimate(1, low: 0, high: 1.1, basis: .batches), .seconds) == "[0, 1.1] s")
    #expect(Readable.interval(Estimate(1, basis: .tooFewSamples), .seconds) == "n/a")
  }

  @Test func narrowTablesLoseTheirLeastDearColumns() {
    var table = TextTable([.init("name", right: false), .init("a"), .init("b", rank: 1), .init("c", rank: 2)])
    table.add(["first", "1", "22", "333"])
    #expect(table.lines(width: 100) == ["  name   a   b    c", "  first  1  22  333"])
    #expect(table.lines(width: 16) == ["  name   a   b", "  first  1  22"])
    #expect(table.lines(width: 11) == ["  name   a", "  first  1"])
  }
}
