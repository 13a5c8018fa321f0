/// libCacheSim's oracleGeneral form: records of 24 bytes, little endian: u32 time in s, u64 object, u32 size in bytes, i64 number of
/// the next request for it. Times and next requests are not read: no policy expires objects, and Belady's next requests are counted
/// from the trace itself.
enum BinaryTraceReader {
  static let recordBytes = 24

  static func read(_ window: ByteWindow, into builder: inout TraceBuilder, onBlock: () throws(TraceError) -> Void)
    throws(TraceError)
  {
    if window.compression == .none, let size = window.fileBytes { builder.reserve(size / recordBytes) }
    var record = 0
    repeat {
      let bytes = window.bytes
      let records = bytes.count / recordBytes
      var taken = 0
      while taken < records && !builder.isFull {
        let place = taken * recordBytes
        builder.add(
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt64.self)),
          sizeBytes: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self)))
        taken += 1
      }
      record += taken
      try onBlock()
      if builder.isFull { return }
      if !window.advance(records * recordBytes) { break }
    } while true
    if !window.bytes.isEmpty {
      builder.malformed(record + 1, "the file ends after \(window.bytes.count) of its \(recordBytes) bytes")
    }
  }
}
