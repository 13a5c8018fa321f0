import Caching
import Testing

@Suite struct ReplayCountsTests {
  @Test func ratiosOfAnEmptyReplayAreZero() {
    #expect(ReplayCounts().missRatio == 0)
    #expect(ReplayCounts().byteMissRatio == 0)
  }
}
