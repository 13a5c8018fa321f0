import Reports
import Simulator
import Testing

@Suite struct TraceTests {
  @Test func hopsAreInOrderWithTheirSpans() {
    func hop(_ milliseconds: Int64, _ place: String, _ event: String) -> TraceHop {
      TraceHop(at: .zero + .seconds(12) + .milliseconds(milliseconds), place: place, event: event)
    }
    let text = TraceReport.text(
      "photo 3 by @celebrity-1",
      [hop(0, "phone", "resized"), hop(640, "object store", "stored"), hop(90, "API", "URL granted")])
    #expect(
      text == """
        photo 3 by @celebrity-1
          since start      hop  place
                  0 s     +0 s  phone         resized
                90 ms   +90 ms  API           URL granted
               640 ms  +550 ms  object store  stored

        """)
    #expect(TraceReport.text("photo", []).hasSuffix("nothing happened\n"))
  }
}
