import Glibc

/// Text with one request per line. Blank lines and lines that begin with # are passed over; a cell may stand in quotes, which end on
/// its line. Times are not read.
struct CSVTraceReader {
  private let options: TraceOptions
  private let path: String
  private var layout: CSVLayout?
  private var line = 0

  init(_ options: TraceOptions, path: String) {
    self.options = options
    self.path = path
  }

  /// Columns and delimiter in words, once a line was read.
  var form: String { layout.map { "CSV, \($0.words)" } ?? "CSV" }

  mutating func read(_ window: ByteWindow, into builder: inout TraceBuilder, onBlock: () throws(TraceError) -> Void)
    throws(TraceError)
  {
    // A mark of byte order, which some programs write.
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { _ = window.advance(3) }
    repeat {
      let consumed = try readLines(window.bytes, &builder)
      try onBlock()
      if builder.isFull { return }
      if !window.advance(consumed) { break }
    } while true
    if let damage = window.damage {
      // What is left is a line that was cut off.
      builder.malformed(line + 1, damage)
    } else if !window.bytes.isEmpty {
      try read(window.bytes, &builder)
    }
  }

  /// Reads whole lines; returns the bytes that they take.
  private mutating func readLines(_ bytes: UnsafeRawBufferPointer, _ builder: inout TraceBuilder) throws(TraceError)
    -> Int
  {
    guard let base = bytes.baseAddress else { return 0 }
    var start = 0
    while start < bytes.count, !builder.isFull, let end = memchr(base + start, 0x0A, bytes.count - start) {
      let length = UnsafeRawPointer(end) - (base + start)
      try read(UnsafeRawBufferPointer(start: base + start, count: length), &builder)
      start += length + 1
    }
    return start
  }

  private mutating func read(_ text: UnsafeRawBufferPointer, _ builder: inout TraceBuilder) throws(TraceError) {
    line += 1
    var content = text
    if content.last == 0x0D { content = UnsafeRawBufferPointer(rebasing: content.dropLast()) }
    if content.isEmpty || content[0] == 0x23 { return }
    guard let layout else {
      let made = try CSVLayout(firstLine: content, options, path: path)
      layout = made
      if !made.hasHeader { parse(content, made, &builder) }
      return
    }
    parse(content, layout, &builder)
  }

  private func parse(_ content: UnsafeRawBufferPointer, _ layout: CSVLayout, _ builder: inout TraceBuilder) {
    var cursor = CSVCursor(content, layout.delimiter)
    var key: CSVCursor.Cell?
    var size: CSVCursor.Cell?
    let last = max(layout.key, layout.size ?? 0)
    var column = 0
    while column <= last, let cell = cursor.next() {
      if column == layout.key { key = cell }
      if column == layout.size { size = cell }
      column += 1
    }
    guard column > last, let key else {
      if content.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
      let reason = cursor.isBroken ? "a quote is not closed as it should be" : "column \(column + 1) is missing"
      return reject(content, reason, &builder)
    }
    var sizeBytes: UInt32 = 1
    if let size {
      guard let number = Self.wholeNumber(size.bytes), let fitting = UInt32(exactly: number) else {
        // A size that does not matter need not be right.
        if !options.ignoresSize { return reject(content, Self.complaint(size.bytes), &builder) }
        return add(key, 1, &builder, content)
      }
      sizeBytes = fitting
    }
    add(key, sizeBytes, &builder, content)
  }

  @inline(__always) private func add(
    _ key: CSVCursor.Cell, _ sizeBytes: UInt32, _ builder: inout TraceBuilder, _ content: UnsafeRawBufferPointer
  ) {
    if let number = Self.plainNumber(key.bytes) { return builder.add(number, sizeBytes: sizeBytes) }
    if key.bytes.isEmpty {
      reject(content, "the key is empty", &builder)
    } else if key.hasDoubledQuotes {
      CSVCursor.undoubled(key.bytes).withUnsafeBytes { builder.add(text: $0, sizeBytes: sizeBytes) }
    } else {
      builder.add(text: key.bytes, sizeBytes: sizeBytes)
    }
  }

  private func reject(_ content: UnsafeRawBufferPointer, _ reason: String, _ builder: inout TraceBuilder) {
    builder.malformed(line, reason, Self.shown(content))
  }

  /// Digits alone; nil for anything else, and above 2⁶⁴ − 1.
  @inline(__always) static func wholeNumber(_ text: UnsafeRawBufferPointer) -> UInt64? {
    if text.isEmpty || text.count > 20 { return nil }
    var value: UInt64 = 0
    for byte in text {
      let digit = byte &- 0x30
      if digit > 9 { return nil }
      if text.count < 20 {
        value = value &* 10 &+ UInt64(digit)
      } else {
        let (scaled, isTooLarge) = value.multipliedReportingOverflow(by: 10)
        let (sum, isTooLargeNow) = scaled.addingReportingOverflow(UInt64(digit))
        if isTooLarge || isTooLargeNow { return nil }
        value = sum
      }
    }
    return value
  }

  /// A whole number as it is written when nothing is added to it: without leading zeros.
  @inline(__always) static func plainNumber(_ text: UnsafeRawBufferPointer) -> UInt64? {
    if text.count > 1 && text[0] == 0x30 { return nil }
    return wholeNumber(text)
  }

  private static func complaint(_ size: UnsafeRawBufferPointer) -> String {
    let text = shown(size)
    if wholeNumber(size) != nil { return "size \(text) is above 4294967295, the largest size" }
    if size.first == 0x2D { return "size \(text) is negative" }
    return size.isEmpty ? "the size is empty" : "size '\(text)' is not a whole number of bytes"
  }

  /// In one line of at most 60 characters.
  private static func shown(_ bytes: UnsafeRawBufferPointer) -> String {
    let text = String(decoding: bytes.prefix(240), as: UTF8.self)
    var result = ""
    for scalar in text.unicodeScalars.prefix(60) {
      result.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "␣" : scalar)
    }
    return result + (text.unicodeScalars.count > 60 ? "…" : "")
  }
}
