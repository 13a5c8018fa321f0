/// libCacheSim's oracleGeneral form: records of 24 bytes, little endian: u32 time in s, u64 object, u32 size in bytes, i64 number of
/// the next request for it. Times and next requests only tell the form: no policy expires objects, and Belady's next requests are
/// counted from the trace itself.
enum BinaryTraceReader {
  static let recordBytes = 24

  /// Records that are looked at before the file is taken for this form.
  private static let judgedRecords = 1_000

  /// What speaks against this form: bytes that are no whole records, times that fall, next requests that are not ahead.
  static func doubt(_ window: ByteWindow) -> String? {
    if window.compression == .none, let size = window.fileBytes, size % recordBytes != 0 {
      return "\(size) bytes are no whole number of records of \(recordBytes)"
    }
    let bytes = window.bytes
    if bytes.count < recordBytes { return "\(bytes.count) bytes are less than a record of \(recordBytes)" }
    var last: UInt32 = 0
    for record in 0..<min(bytes.count / recordBytes, judgedRecords) {
      let place = record * recordBytes
      let time = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      let next = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 16, as: Int64.self))
      if time < last { return "time falls from \(last) to \(time) at record \(record + 1)" }
      if next != -1 && next <= Int64(record) {
        return "the next request of record \(record + 1) would be number \(next)"
      }
      last = time
    }
    return nil
  }

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
    if let damage = window.damage {
      builder.malformed(record + 1, damage)
    } else if !window.bytes.isEmpty {
      builder.malformed(record + 1, "the file ends after \(window.bytes.count) of its \(recordBytes) bytes")
    }
  }
}
