import CacheLab
import Caching
import Testing

@testable import Experiments

@Suite struct CacheRequestTests {
  private func sizes(_ text: String, ignoresSize: Bool = false, footprint: Int64 = 1_000) throws -> [Int64] {
    try CacheSizes(text, ignoresSize: ignoresSize).capacities(footprint: footprint)
  }

  private func complaint(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing"
    } catch {
      return "\(error)"
    }
  }

  @Test func sizesAreBytesSharesAndRanges() throws {
    #expect(try sizes("128MiB,1 KiB,1KiB") == [1_024, 128 << 20])
    #expect(try sizes("1%, 50 %") == [10, 500])
    #expect(try sizes("1B..100B:3") == [1, 10, 100])
    #expect(try sizes("10%..1000B:2") == [100, 1_000])
    #expect(try sizes("4897,5 K", ignoresSize: true) == [4_897, 5_000])
    #expect(try sizes("1KiB..1MiB").count == 8)
  }

  @Test func wrongSizesSayWhatIsRight() {
    #expect(complaint { _ = try sizes("5") }.hasPrefix("'5' has no unit; write for example '5 MiB'"))
    #expect(complaint { _ = try sizes("0B") }.contains("out of range"))
    #expect(complaint { _ = try sizes("5MiB", ignoresSize: true) }.contains("unknown unit"))
    #expect(complaint { _ = try sizes("2KiB..1KiB:4") }.contains("from the smaller to the larger"))
    #expect(complaint { _ = try sizes("1KiB..2KiB:1") }.contains("allowed: 2 … 1000"))
    #expect(complaint { _ = try sizes("0%") }.contains("no cache"))
    for text in ["", ",", "..", "1KiB..", "1KiB..2KiB:x", "%"] {
      #expect(throws: CacheRequestError.self) { try sizes(text) }
    }
  }

  @Test func namesAreForgivingAndExact() throws {
    #expect(try CacheRequests.policies("lru, S3-FIFO,2q,lru-2,w-tinylfu") == [.lru, .s3fifo, .twoQ, .lruK, .wTinyLFU])
    #expect(try CacheRequests.policies("all") == PolicyName.allCases)
    #expect(try CacheRequests.policies("lru,all,lru").count == PolicyName.allCases.count)
    #expect(try CacheRequests.methods("exact,mini") == [.exact, .mini])
    #expect(try CacheRequests.admission("second-hit") == .secondHit)
    #expect(complaint { _ = try CacheRequests.policies("lur") } == "unknown policy 'lur'; did you mean 'lru'?")
    #expect(complaint { _ = try CacheRequests.policies("photograph") }.contains("use one of fifo, lru"))
    #expect(
      complaint { _ = try CacheRequests.methods("shard") } == "unknown curve method 'shard'; did you mean 'shards'?")
  }

  @Test func sharesRequestsAndDelimiters() throws {
    #expect(try CacheRequests.share("1 %", "--rate") == 0.01)
    #expect(try CacheRequests.share("0.5", "--rate") == 0.5)
    #expect(try CacheRequests.requests("10 %", of: 500, "--warm-up") == 50)
    #expect(try CacheRequests.requests("1 K", of: 5_000, "--warm-up") == 1_000)
    #expect(try CacheRequests.delimiter("tab") == 9)
    #expect(try CacheRequests.delimiter("|") == 0x7C)
    for text in ["0", "101 %", "x", "-1"] {
      #expect(throws: CacheRequestError.self) { try CacheRequests.share(text, "--rate") }
    }
    #expect(throws: CacheRequestError.self) { try CacheRequests.requests("500", of: 500, "--warm-up") }
    #expect(throws: CacheRequestError.self) { try CacheRequests.delimiter("ab") }
  }

  @Test func outputsAreKindAndPath() {
    #expect(CacheOutput("svg=a=b.svg")?.path == "a=b.svg")
    #expect(CacheOutput("json=-")?.isStandardOutput == true)
    #expect(CacheOutput("png=a.png") == nil && CacheOutput("svg") == nil)
  }
}
