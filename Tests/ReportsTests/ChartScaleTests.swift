import Testing

@testable import Reports

@Suite struct ChartScaleTests {
  @Test func decadesEncloseTheirValues() throws {
    let scale = try #require(ChartScale.decades([0.0312, 0.9, 12], from: 100, to: 0))
    #expect(scale.low == 0.01 && scale.high == 100)
    #expect(scale.place(0.01) == 100 && scale.place(100) == 0)
    #expect(abs(scale.place(1) - 50) < 1e-9)
    #expect(scale.ticks(Readable.seconds).map(\.label) == ["10 ms", "100 ms", "1 s", "10 s", "100 s"])
    #expect(ChartScale.decades([0, -1], from: 0, to: 1) == nil)
  }

  @Test func oneValueStillHasADecade() throws {
    let scale = try #require(ChartScale.decades([10], from: 0, to: 1))
    #expect(scale.low == 1 && scale.high == 10)
  }

  @Test func linearTicksAreRound() {
    let scale = ChartScale.fromZero([0.2, 0.83], from: 0, to: 100)
    #expect(scale.ticks(Readable.percent).map(\.label) == ["0 %", "25 %", "50 %", "75 %", "100 %"])
    #expect(ChartScale.fromZero([0], from: 0, to: 1).high > 0)
    #expect(ChartScale.fromZero([], from: 0, to: 1).high > 0)
  }

  @Test func ninesTakeEqualRoom() throws {
    let places = try [90.0, 99, 99.9].map { try #require(NinesScale.nines($0)) }
    #expect(zip(places, [1.0, 2, 3]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(NinesScale.nines(0) == 0)
    #expect(NinesScale.nines(100) == nil)
  }

  @Test func coordinatesAreShort() {
    #expect([1.0, 2.5, 3.14159, -0.001].map(Markup.coordinate) == ["1", "2.5", "3.14", "0"])
    #expect(Markup.coordinate(.nan) == "0")
  }
}
