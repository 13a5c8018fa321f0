import Caching
import Foundation
import Testing

@testable import CacheLab

@Suite struct TraceReaderTests {
  private let files: TraceFiles
  private let requests = skewedRequests(20_000, objects: 3_000)

  init() throws { files = try TraceFiles() }

  @Test func binaryAndTextGiveTheSameTrace() throws {
    let expected = RawRequest.dense(requests)
    let binary = try TraceReader.read(path: files.write(RawRequest.binary(requests), "a.bin"))
    let text = try TraceReader.read(path: files.write(RawRequest.csv(requests)))
    #expect(binary.requests == expected && text.requests == expected)
    #expect(binary.objectCount == Set(requests.map(\.key)).count && text.objectCount == binary.objectCount)
    #expect(binary.form == "oracleGeneral" && text.form == "CSV, comma-separated, time=1 key=2 size=3")
    #expect(binary.problems.count == 0 && text.problems.count == 0)
  }

  @Test(arguments: [false, true]) func compressedIsPlain(isBinary: Bool) throws {
    let plain = isBinary ? RawRequest.binary(requests) : Array(RawRequest.csv(requests).utf8)
    let expected = RawRequest.dense(requests)
    let half = plain.count / 48 * 24
    let parts = (Array(plain[..<half]), Array(plain[half...]))
    for (name, bytes) in [
      ("gz", gzipped(plain)), ("zst", zstandard(plain)), ("two.gz", gzipped(parts.0) + gzipped(parts.1)),
      ("two.zst", zstandard(parts.0) + zstandard(parts.1)), ("padded.gz", gzipped(plain) + [0, 0, 0, 0]),
    ] {
      let trace = try TraceReader.read(path: files.write(bytes, name))
      #expect(trace.requests == expected, "\(name)")
      #expect(trace.problems.count == 0, "\(name)")
      #expect(trace.form.hasSuffix(name.hasSuffix("gz") ? ", gzip" : ", zstd"))
    }
  }

  /// Small windows put their borders into the middle of lines, records and compressed blocks.
  @Test(arguments: [7, 24, 25, 100, 4_096]) func theWindowDoesNotMatter(windowBytes: Int) throws {
    let some = Array(requests.prefix(500))
    for bytes in [RawRequest.binary(some), zstandard(RawRequest.binary(some)), gzipped(RawRequest.binary(some))] {
      let descriptor = open(try files.write(bytes, "w"), O_RDONLY)
      let window = ByteWindow(descriptor: descriptor, windowBytes: windowBytes)
      var builder = TraceBuilder(TraceOptions())
      try BinaryTraceReader.read(window, into: &builder) { () throws(TraceError) in }
      #expect(builder.finish(form: "").requests == RawRequest.dense(some))
    }
    let descriptor = open(try files.write(RawRequest.csv(some)), O_RDONLY)
    let window = ByteWindow(descriptor: descriptor, windowBytes: windowBytes)
    var builder = TraceBuilder(TraceOptions())
    var reader = CSVTraceReader(TraceOptions(), path: "t")
    try reader.read(window, into: &builder) { () throws(TraceError) in }
    #expect(builder.finish(form: "").requests == RawRequest.dense(some))
  }

  @Test func aPipeIsReadToItsEnd() throws {
    let pipe = Pipe()
    let bytes = zstandard(RawRequest.binary(requests))
    let writer = pipe.fileHandleForWriting
    let thread = Thread {
      for start in stride(from: 0, to: bytes.count, by: 1_000) {
        writer.write(Data(bytes[start..<min(bytes.count, start + 1_000)]))
      }
      try? writer.close()
    }
    thread.start()
    let window = ByteWindow(descriptor: dup(pipe.fileHandleForReading.fileDescriptor), windowBytes: 1 << 16)
    var builder = TraceBuilder(TraceOptions())
    try BinaryTraceReader.read(window, into: &builder) { () throws(TraceError) in }
    #expect(builder.finish(form: "").requests == RawRequest.dense(requests))
    #expect(window.compression == .zstd && window.damage == nil)
  }

  @Test func cutRecordsAndStreamsAreTold() throws {
    let binary = RawRequest.binary(requests)
    var forced = TraceOptions()
    forced.format = .oracleGeneral
    let cut = try TraceReader.read(path: files.write(Array(binary.dropLast(5)), "cut.bin"), forced)
    #expect(cut.requests.count == requests.count - 1 && cut.problems.count == 1)
    #expect(cut.problems.first[0].place == requests.count && cut.problems.noun == "record")
    #expect(cut.problems.first[0].reason == "the file ends after 19 of its 24 bytes")
    for (name, packed) in [("gzip", gzipped(binary)), ("zstd", zstandard(binary))] {
      let short = try TraceReader.read(path: files.write(Array(packed.dropLast(packed.count / 3)), name))
      let reasons = short.problems.first.map(\.reason)
      #expect(reasons.contains("the \(name) data end in the middle"), "\(name): \(reasons)")
      #expect(short.requests.count < requests.count)
      #expect(short.problems.count == 1 && short.problems.first[0].place == short.requests.count + 1)
      #expect(short.requests == Array(RawRequest.dense(requests).prefix(short.requests.count)))
      var damaged = packed
      damaged[packed.count - (name == "gzip" ? 6 : 3)] ^= 0xFF
      let path = try files.write(damaged, name + "2")
      // A frame of zstd that fits the window is unpacked at once, or not at all.
      do throws(TraceError) {
        let wrong = try TraceReader.read(path: path)
        #expect(wrong.problems.first.map(\.reason).contains("the \(name) data are damaged"), "\(name)")
      } catch {
        #expect(name == "zstd" && error.description.hasSuffix("the zstd data are damaged"))
      }
    }
  }

  /// The line that the damage cuts may look whole, and is none; empty requests and a header count as lines.
  @Test func theLineThatDamageCutsIsNotRead() throws {
    let text = "time,key,size\n1,z,0\n" + RawRequest.csv(requests)
    let whole = RawRequest.dense(requests)
    let packed = zstandard(Array(text.utf8))
    for kept in [packed.count / 2, packed.count - 2] {
      let short = try TraceReader.read(path: files.write(Array(packed.prefix(kept)), "cut.zst"))
      #expect(short.problems.count == 1 && short.problems.first[0].place == short.requests.count + 3)
      #expect(short.requests == Array(whole.prefix(short.requests.count)))
    }
    let packedLine = gzipped(Array("1,a,5\n2,b,123".utf8))
    let cut = try TraceReader.read(path: files.write(Array(packedLine.dropLast(4)), "cut.gz"))
    #expect(cut.requests.map(\.sizeBytes) == [5] && cut.problems.first.map(\.place) == [2])
  }

  /// Other binary files are refused; asked for by name they are read, with the reason to doubt them.
  @Test func notEveryBinaryFileIsATrace() throws {
    let binary = RawRequest.binary(Array(requests.prefix(100)))
    var falling = binary
    falling.replaceSubrange(48..<52, with: [0xFF, 0xFF, 0, 0])
    var backward = binary
    backward.replaceSubrange(40..<48, with: [1, 0, 0, 0, 0, 0, 0, 0])
    var forced = TraceOptions()
    forced.format = .oracleGeneral
    for (bytes, reason) in [
      (binary + [0], "2401 bytes are no whole number of records of 24"),
      (falling, "time falls from 65535 to 1 at record 4"), (backward, "the next request of record 2 would be number 1"),
      ([UInt8](repeating: 0, count: 240), "the next request of record 1 would be number 0"),
    ] {
      let path = try files.write(bytes, "other.bin")
      #expect {
        try TraceReader.read(path: path)
      } throws: {
        "\($0)".contains("neither text nor oracleGeneral: \(reason)")
      }
      forced.leavesOutEmpty = false
      #expect(try TraceReader.read(path: path, forced).doubt == reason)
    }
    #expect(try TraceReader.read(path: files.write(binary, "good.bin")).doubt == nil)
  }

  @Test func headersAreLinesOfWords() throws {
    for (text, sizes) in [
      ("t,k,s\n1,a,5\n", [5]), ("1,date,5\n2,key,6\n", [5, 6]), ("key,5\nb,6\n", [5, 6]), ("k,s\nb,6\n", [6]),
      ("2024-01-01,key,5\n", [5]), ("1,a,5\n", [5]), ("time,key,size\n1,a,5\n", [5]),
    ] as [(String, [UInt32])] {
      let trace = try files.read(text)
      #expect(trace.requests.map(\.sizeBytes) == sizes && trace.problems.count == 0, "\(text)")
    }
    let first = try files.read("1,a,x\n2,b,5\n")
    #expect(first.problems.first.map(\.place) == [1])
    let given = try files.read("x,y,z\n1,a,5\n", { $0.columns = try! TraceColumns("key=2,size=3") })
    #expect(given.requests.map(\.sizeBytes) == [5] && given.problems.count == 0)
  }

  @Test func malformedLinesAreCountedAndShown() throws {
    let trace = try files.read(
      "time,key,size\n1,a,5\n2,b\n3,,5\n4,c,-1\n5,d,4294967296\n6,e,1.5\n7,f,\n8,\"g,5\n9,h,4294967295\n")
    #expect(trace.requests.map(\.sizeBytes) == [5, .max])
    #expect(trace.problems.count == 7 && trace.problems.first.count == 5)
    #expect(trace.problems.first.map(\.place) == [3, 4, 5, 6, 7])
    #expect(
      trace.problems.first.map(\.reason) == [
        "column 3 is missing", "the key is empty", "size -1 is negative",
        "size 4294967296 is above 4294967295, the largest size", "size '1.5' is not a whole number of bytes",
      ])
    #expect(trace.problems.first[3].text == "5,d,4294967296")
  }

  @Test func hostileLinesNeitherTrapNorLie() throws {
    let long = String(repeating: "x", count: 5_000_000)
    let trace = try files.read(
      "1,\(long),7\n2,\(long)y,8\n\n#comment\n3,\u{1}\u{7F},9\r\n\u{0}\n", { $0.format = .csv })
    #expect(trace.requests.map(\.sizeBytes) == [7, 8, 9])
    #expect(trace.objectCount == 3 && trace.problems.count == 1)
    #expect(trace.problems.first[0].text == "␣")
    #expect(throws: TraceError.self) { try files.read("") }
    #expect(throws: TraceError.self) { try files.read("time,key,size\n") }
    #expect(throws: TraceError.missing(path: "/no/such", reason: "No such file or directory")) {
      try TraceReader.read(path: "/no/such")
    }
    #expect(throws: TraceError.missing(path: files.folder.path, reason: "it is a directory")) {
      try TraceReader.read(path: files.folder.path)
    }
  }

  @Test func columnsAreFoundByNumberByNameAndByThemselves() throws {
    func columns(_ text: String) -> (inout TraceOptions) -> Void { { $0.columns = try! TraceColumns(text) } }
    let named = try files.read("bytes;when;who\n5;1;a\n6;2;b\n", columns("key=who,size=bytes"))
    #expect(named.requests.map(\.sizeBytes) == [5, 6] && named.form == "CSV, ';'-separated, key=3 size=1")
    let numbered = try files.read("5 1  a\n6 2 b\n", columns("key=3,size=1,time=2"))
    #expect(numbered.requests.map(\.sizeBytes) == [5, 6])
    let headed = try files.read("Timestamp\tSize\tobj_id\n1\t5\t77\n")
    #expect(headed.requests.map(\.sizeBytes) == [5])
    let two = try files.read("a,5\nb,6\na,5\n")
    #expect(two.requests.map(\.object) == [0, 1, 0])
    let keys = try files.read("a\nb\na\n", { $0.ignoresSize = true })
    #expect(keys.requests.map(\.object) == [0, 1, 0] && keys.requests.map(\.sizeBytes) == [1, 1, 1])
    #expect(throws: TraceError.self) { try files.read("a\nb\n") }
    #expect(throws: TraceError.self) { try files.read("a,b\n1,2\n", columns("key=c")) }
    for wrong in ["time=1", "key=0", "key=1,key=2", "kye=1", "key", ""] {
      #expect(throws: TraceError.self) { try TraceColumns(wrong) }
    }
  }

  /// `7`, `07` and `+7` are three keys; a quoted one is the one without quotes.
  @Test func keysAreExact() throws {
    let trace = try files.read(
      "7,1\n07,1\n+7,1\n\"7\",1\n\"a,b\"\"c\",1\n18446744073709551615,1\n18446744073709551616,1\n")
    #expect(trace.requests.map(\.object) == [0, 1, 2, 0, 3, 4, 5])
  }

  @Test func textsThatShareAHashStayApart() {
    var numbers = ObjectNumbers()
    var seen: [String: UInt32] = [:]
    for index in 0..<20_000 {
      let key = "object/\(index % 7_000)/\(index % 3).jpg"
      let number = Array(key.utf8).withUnsafeBytes { numbers.number($0) }
      #expect(seen[key, default: number] == number)
      seen[key] = number
    }
    #expect(Int(numbers.count) == seen.count && Set(seen.values).count == seen.count)
  }

  @Test func emptyObjectsLimitAndSample() throws {
    let text = "1,a,0\n2,b,3\n3,c,4\n4,b,3\n"
    let without = try files.read(text)
    #expect(without.requests.count == 3 && without.emptyRequests == 1 && without.objectCount == 2)
    #expect(try files.read(text, { $0.leavesOutEmpty = false }).requests.count == 4)
    #expect(try files.read(text, { $0.limit = 2 }).requests.map(\.sizeBytes) == [3, 4])
    let path = try files.write(RawRequest.binary(requests))
    var options = TraceOptions()
    options.sampleRate = 0.25
    let sampled = try TraceReader.read(path: path, options)
    let share = Double(sampled.objectCount) / Double(Set(requests.map(\.key)).count)
    #expect(abs(share - 0.25) < 0.05 && sampled.sampleRate == 0.25)
    let kept = Set(requests.map(\.key).filter { SpatialSample.hash($0) < 1 << 30 })
    #expect(sampled.requests == RawRequest.dense(requests.filter { kept.contains($0.key) }))
  }

  @Test func factsAreCounted() {
    let trace = DenseTrace(requests: [
      TraceRequest(object: 0, sizeBytes: 10), TraceRequest(object: 1, sizeBytes: 5),
      TraceRequest(object: 0, sizeBytes: 7), TraceRequest(object: 2, sizeBytes: 1),
    ])
    let facts = TraceFacts(trace)
    #expect(facts.requests == 4 && facts.objects == 3 && facts.requestedBytes == 23)
    #expect(facts.footprintBytes == 13 && facts.largestBytes == 10)
    #expect(facts.oneHitObjects == 2 && facts.sizeChanges == 1)
  }

  @Test func nextUsesAreThoseOfASearch() {
    let trace = skewedTrace(2_000, objects: 300)
    let uses = trace.nextUses()
    for index in trace.requests.indices {
      let next = trace.requests[(index + 1)...].firstIndex { $0.object == trace.requests[index].object }
      #expect(uses[index] == next.map { UInt32($0) } ?? .max)
    }
  }
}
