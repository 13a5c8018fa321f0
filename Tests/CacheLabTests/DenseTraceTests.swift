import CacheLab
import Testing

@Suite struct DenseTraceTests {
  @Test func anEmptyTraceHasNoObjects() {
    #expect(DenseTrace().objectCount == 0)
  }
}
