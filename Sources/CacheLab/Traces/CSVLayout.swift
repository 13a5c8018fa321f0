/// Where the cells of a text stand, told by what was asked for and by its first line.
struct CSVLayout: Equatable {
  var delimiter: UInt8
  var hasHeader: Bool
  /// From 0.
  var key: Int
  /// Nil when sizes do not matter and none are there.
  var size: Int?
  var time: Int?
  /// Names by which a header's columns are known without being told, in lower case.
  static let names: [TraceColumns.Role: [String]] = [
    .time: ["time", "timestamp", "ts", "clock_time", "date"],
    .key: ["key", "id", "object", "obj", "obj_id", "object_id", "objectid", "url", "lbn", "block"],
    .size: ["size", "bytes", "obj_size", "object_size", "sizebytes", "size_bytes", "length"],
  ]

  /// Throws `wrongRequest` when a column cannot be found.
  init(firstLine: UnsafeRawBufferPointer, _ options: TraceOptions, path: String) throws(TraceError) {
    let delimiter = options.delimiter ?? CSVLayout.likelyDelimiter(firstLine)
    let cells = CSVLayout.cells(of: firstLine, delimiter)
    let columns = options.columns
    self.delimiter = delimiter
    hasHeader =
      options.header == .yes || columns.namesColumns
      || options.header == .auto
        && CSVLayout.looksLikeHeader(cells, columns)
    if options.header == .no && columns.namesColumns {
      throw .wrongRequest("--header no leaves no names; give --columns as numbers")
    }
    var found: [TraceColumns.Role: Int] = [:]
    for role in TraceColumns.Role.allCases {
      switch columns[role] {
      case .number(let number): found[role] = number - 1
      case .name(let name):
        guard let place = cells.firstIndex(of: name) else {
          throw .wrongRequest("\(path):1: error: no column '\(name)'; it has: \(cells.joined(separator: ", "))")
        }
        found[role] = place
      case nil where columns.isEmpty && hasHeader:
        found[role] = cells.firstIndex { CSVLayout.names[role]!.contains($0.lowercased()) }
      case nil: break
      }
    }
    if columns.isEmpty && found.isEmpty {
      switch cells.count {
      case 1: found[.key] = 0
      case 2: (found[.key], found[.size]) = (0, 1)
      default: (found[.time], found[.key], found[.size]) = (0, 1, 2)
      }
    }
    guard let key = found[.key] else {
      throw .wrongRequest(
        "\(path):1: error: no column is called key or id; name it with --columns key=NAME. It has: "
          + cells.joined(separator: ", "))
    }
    self.key = key
    size = found[.size]
    time = found[.time]
    if size == nil && !options.ignoresSize {
      throw .wrongRequest(
        "\(path):1: error: no column of sizes among \(cells.count); name it with --columns key=\(key + 1),size=COLUMN, "
          + "or count objects with --ignore-size")
    }
  }

  /// `comma-separated, time=1 key=2 size=3`.
  var words: String {
    let name: String =
      switch delimiter {
      case 0x2C: "comma"
      case 0x09: "tab"
      case 0x20: "blank"
      default: "'\(Unicode.Scalar(delimiter))'"
      }
    let places = [("time", time), ("key", Optional(key)), ("size", size)].compactMap { name, place in
      place.map { "\(name)=\($0 + 1)" }
    }
    return "\(name)-separated, \(places.joined(separator: " "))"
  }

  /// The first of tab, comma, semicolon, bar and blank that the line has; a comma when it has none.
  static func likelyDelimiter(_ line: UnsafeRawBufferPointer) -> UInt8 {
    [0x09, 0x2C, 0x3B, 0x7C, 0x20].first { line.contains($0) } ?? 0x2C
  }

  /// A first line is a header when what should be numbers are words; a key alone when it says `key` and the like.
  private static func looksLikeHeader(_ cells: [String], _ columns: TraceColumns) -> Bool {
    var places: [Int] = []
    if columns.isEmpty {
      if cells.count == 1 { return names.values.contains { $0.contains(cells[0].lowercased()) } }
      places = cells.count == 2 ? [1] : [0, 2]
    } else {
      for role in [TraceColumns.Role.size, .time] {
        if case .number(let number) = columns[role] { places.append(number - 1) }
      }
    }
    let numbers = places.filter { $0 < cells.count }.map { cells[$0] }
    return !numbers.isEmpty && numbers.allSatisfy { !$0.isEmpty && Double($0) == nil }
  }

  /// Cells without quotes and without the blanks around them.
  static func cells(of line: UnsafeRawBufferPointer, _ delimiter: UInt8) -> [String] {
    var cells: [String] = []
    var cursor = CSVCursor(line, delimiter)
    while let cell = cursor.next() {
      cells.append(
        String(decoding: cell.hasDoubledQuotes ? CSVCursor.undoubled(cell.bytes) : Array(cell.bytes), as: UTF8.self))
    }
    return cells
  }
}

/// Walks the cells of one line.
struct CSVCursor {
  struct Cell {
    var bytes: UnsafeRawBufferPointer
    /// A quoted cell in which two quotes stand for one.
    var hasDoubledQuotes = false
  }

  /// A quoted cell does not end on its line.
  private(set) var isBroken = false
  private let line: UnsafeRawBufferPointer
  private let delimiter: UInt8
  private var place = 0
  private var isDone = false

  init(_ line: UnsafeRawBufferPointer, _ delimiter: UInt8) {
    self.line = line
    self.delimiter = delimiter
    if delimiter == 0x20 { skipBlanks() }
  }

  @inline(__always) private mutating func skipBlanks() {
    while place < line.count, line[place] == 0x20 || line[place] == 0x09 && delimiter != 0x09 { place += 1 }
  }

  @inline(__always) mutating func next() -> Cell? {
    if isDone { return nil }
    skipBlanks()
    if place < line.count && line[place] == 0x22 { return quoted() }
    let start = place
    while place < line.count && line[place] != delimiter { place += 1 }
    var end = place
    while end > start, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
    step()
    return Cell(bytes: UnsafeRawBufferPointer(rebasing: line[start..<end]))
  }

  /// Behind the delimiter, or the end.
  @inline(__always) private mutating func step() {
    if place >= line.count {
      isDone = true
      return
    }
    place += 1
    if delimiter == 0x20 {
      skipBlanks()
      isDone = place >= line.count
    }
  }

  private mutating func quoted() -> Cell? {
    place += 1
    let start = place
    var isDoubled = false
    while place < line.count {
      if line[place] != 0x22 {
        place += 1
      } else if place + 1 < line.count && line[place + 1] == 0x22 {
        isDoubled = true
        place += 2
      } else {
        break
      }
    }
    guard place < line.count else {
      (isBroken, isDone) = (true, true)
      return nil
    }
    let bytes = UnsafeRawBufferPointer(rebasing: line[start..<place])
    place += 1
    skipBlanks()
    if place < line.count && line[place] != delimiter {
      (isBroken, isDone) = (true, true)
      return nil
    }
    step()
    return Cell(bytes: bytes, hasDoubledQuotes: isDoubled)
  }

  static func undoubled(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    var wasQuote = false
    for byte in bytes {
      wasQuote = byte == 0x22 && !wasQuote
      if !wasQuote || byte != 0x22 { result.append(byte) }
    }
    return result
  }
}
