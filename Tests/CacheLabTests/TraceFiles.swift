import CZlib
import CZstd
import Caching
import Foundation
import Simulator

@testable import CacheLab

/// A folder of traces that goes with the test.
final class TraceFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("cache-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ bytes: [UInt8], _ name: String = "trace") throws -> String {
    let path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  func write(_ text: String, _ name: String = "trace.csv") throws -> String { try write(Array(text.utf8), name) }

  func read(_ text: String, _ change: (inout TraceOptions) -> Void = { _ in }) throws -> DenseTrace {
    var options = TraceOptions()
    change(&options)
    return try TraceReader.read(path: write(text), options)
  }
}

/// One request before it is written into a file.
struct RawRequest {
  var key: UInt64
  var sizeBytes: UInt32

  static func record(_ request: RawRequest, time: UInt32) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    return bytes(time) + bytes(request.key) + bytes(request.sizeBytes) + bytes(Int64(-1))
  }

  static func binary(_ requests: [RawRequest]) -> [UInt8] {
    requests.enumerated().flatMap { record($0.element, time: UInt32($0.offset / 3)) }
  }

  static func csv(_ requests: [RawRequest]) -> String {
    requests.enumerated().map { "\($0.offset / 3),\($0.element.key),\($0.element.sizeBytes)\n" }.joined()
  }

  /// Numbered by a dictionary, which the reader does not use.
  static func dense(_ requests: [RawRequest]) -> [TraceRequest] {
    var numbers: [UInt64: UInt32] = [:]
    return requests.map { request in
      let number = numbers[request.key] ?? UInt32(numbers.count)
      numbers[request.key] = number
      return TraceRequest(object: number, sizeBytes: request.sizeBytes)
    }
  }
}

/// Requests with skewed popularity; each object keeps its size.
func skewedRequests(_ count: Int, objects: Int, exponent: Double = 0.9, seed: UInt64 = 1, largest: UInt64 = 1_000)
  -> [RawRequest]
{
  let zipf = Zipf(ranks: objects, exponent: exponent)
  let draws = Draws(seed: seed, replication: 0)
  var words = draws.purpose("request").sequence(0)
  let (keys, sizes) = (draws.purpose("key"), draws.purpose("size"))
  return (0..<count).map { _ in
    let rank = UInt64(zipf.rank(&words))
    return RawRequest(key: keys.bits(rank), sizeBytes: UInt32(1 + sizes.index(largest, rank)))
  }
}

func skewedTrace(_ count: Int, objects: Int, exponent: Double = 0.9, seed: UInt64 = 1, largest: UInt64 = 1_000)
  -> DenseTrace
{
  DenseTrace(
    requests: RawRequest.dense(
      skewedRequests(count, objects: objects, exponent: exponent, seed: seed, largest: largest)))
}

func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 256)
  let room = output.count
  input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
      (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
      deflate(&stream, Z_FINISH)
    }
  }
  deflateEnd(&stream)
  return Array(output.prefix(room - Int(stream.avail_out)))
}

/// With a checksum, so that every damage can be noticed.
func zstandard(_ bytes: [UInt8]) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
  return Array(output.prefix(count))
}
