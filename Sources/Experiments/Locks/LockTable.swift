import CacheLab
import Foundation
import Scenarios
import Theory

/// Measurements of a lock under closed load, read from comma-separated values with a header; all mistakes at once.
///
/// Blank lines and lines that begin with # are passed over. Times need a unit, in the header (`mean_ms`) or in the cell
/// (`12 ms`); a bare throughput is per second. The p99 may be missing, as a column or cell by cell.
public struct LockTable: Sendable {
  public let measurements: [LockFit.Measurement]
  /// The line of each, from 1.
  public let lines: [Int]
  /// Columns of the file that are not used.
  public let otherColumns: [String]

  /// More clients than this are refused: the distribution of their waits would take minutes.
  public static let clients = 1...4_096
  /// Fewer rows leave nothing to judge the fit by.
  public static let fewestRows = 3

  public init(text: String, file: String) throws(ScenarioErrors) {
    var reader = Reader(file: file)
    reader.read(text)
    if !reader.errors.isEmpty {
      throw ScenarioErrors(reader.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    measurements = reader.measurements
    lines = reader.lines
    otherColumns = reader.columns?.others ?? []
  }

  public init(contentsOf path: String) throws(ScenarioErrors) {
    let data: Data
    do {
      data =
        path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let reason = FileManager.default.fileExists(atPath: path) ? "it is a folder or not readable" : "no such file"
      throw ScenarioErrors([
        ScenarioError(SourcePlace(file: path), "cannot be read: \(reason)", isMissingInput: true)
      ])
    }
    let name = path == "-" ? "stdin" : path
    guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
      throw ScenarioErrors([
        ScenarioError(SourcePlace(file: name), "is not text in UTF-8", hint: "export the table as CSV")
      ])
    }
    try self.init(text: text, file: name)
  }

  private struct Reader {
    let file: String
    var errors: [ScenarioError] = []
    var measurements: [LockFit.Measurement] = []
    var lines: [Int] = []
    var columns: LockColumns?
    private var delimiter: Character = ","
    private var badRows = 0

    init(file: String) { self.file = file }

    mutating func read(_ text: String) {
      let content = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
      var number = 0
      for line in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        number += 1
        if line.trimmed.isEmpty || line.hasPrefix("#") { continue }
        read(String(line), number)
      }
      if columns == nil {
        let place = SourcePlace(file: file)
        errors.append(
          ScenarioError(
            place, "is empty", hint: "the first line names the columns: clients, throughput, mean_ms, p99_ms"))
      } else if errors.isEmpty && measurements.count < LockTable.fewestRows {
        errors.append(
          ScenarioError(
            SourcePlace(file: file),
            "has \(measurements.count) \(measurements.count == 1 ? "row" : "rows") of measurements",
            hint: "\(LockTable.fewestRows) or more are needed, with different numbers of clients"))
      }
    }

    private mutating func read(_ line: String, _ number: Int) {
      let place = SourcePlace(file: file, line: number, column: 1)
      if columns == nil { delimiter = CSVLine.likelyDelimiter(line) }
      guard let cells = CSVLine.cells(line, delimiter: delimiter) else {
        errors.append(ScenarioError(place, "a quote is not closed as it should be"))
        return
      }
      guard let columns else {
        self.columns = LockColumns(cells, at: place, &errors)
        return
      }
      if cells.count != columns.count {
        errors.append(ScenarioError(place, "has \(cells.count) cells, the header \(columns.count)"))
        return
      }
      row(cells, columns, place)
    }

    private mutating func row(_ cells: [CSVLine.Cell], _ columns: LockColumns, _ place: SourcePlace) {
      let values = LockColumns.Role.allCases.map { value($0, cells, columns, place) }
      guard let clients = values[0], let throughput = values[1], let mean = values[2] else { return }
      let p99 = values[3]
      if let p99, let column = columns[.p99], p99 < 0.5 * mean {
        var here = place
        here.column = cells[column.place].column
        errors.append(
          ScenarioError(
            here, key: "p99", "\(quoted(cells[column.place].text)) is below half the mean",
            hint: "are the columns or their units swapped?"))
        return
      }
      measurements.append(.init(clients: Int(clients), throughput: throughput, mean: mean, p99: p99))
      lines.append(place.line)
    }

    /// Nil where there is none, with an error unless it may be missing.
    private mutating func value(
      _ role: LockColumns.Role, _ cells: [CSVLine.Cell], _ columns: LockColumns, _ place: SourcePlace
    ) -> Double? {
      guard let column = columns[role] else { return nil }
      let cell = cells[column.place]
      if cell.text.isEmpty && role == .p99 { return nil }
      var here = place
      here.column = cell.column
      do throws(QuantityTextError) {
        return try LockCell.value(cell.text, role, column.factor)
      } catch {
        errors.append(ScenarioError(here, key: role.rawValue, error.description))
        return nil
      }
    }
  }
}

/// One cell of the table as a number in seconds, updates per second or clients.
enum LockCell {
  static func value(_ text: String, _ role: LockColumns.Role, _ factor: Double?) throws(QuantityTextError) -> Double {
    let example = role == .clients ? "16" : role == .throughput ? "2024" : factor == nil ? "12 ms" : "12.5"
    if text.isEmpty { throw QuantityTextError("is empty; write for example '\(example)'") }
    let end = text.firstIndex { !("0"..."9").contains($0) && !"+-.eE".contains($0) } ?? text.endIndex
    var number = text[..<end]
    // The e of an exponent, not the first letter of a unit.
    while let last = number.last, "eE+-.".contains(last) && number.count > 1 { number = number.dropLast() }
    let unit = text[number.endIndex...].trimmed
    guard let value = Double(number), value.isFinite else {
      throw QuantityTextError("\(quoted(text)) is not a number; write for example '\(example)'")
    }
    if value <= 0 { throw QuantityTextError("\(quoted(text)) is not above zero") }
    switch role {
    case .clients:
      guard unit.isEmpty, let whole = Int(exactly: value), LockTable.clients.contains(whole) else {
        throw QuantityTextError("\(quoted(text)) is not a whole number of clients from 1 to 4096")
      }
      return value
    case .throughput:
      if unit.isEmpty { return value * (factor ?? 1) }
      guard let scale = LockColumns.rates.first(where: { $0.name == unit })?.perSecond else {
        throw unknown(unit, text, role, LockColumns.rates.map(\.name))
      }
      return value * scale
    case .mean, .p99:
      if unit.isEmpty {
        guard let factor else {
          throw QuantityTextError(
            "\(quoted(text)) has no unit; write '\(text) ms', or call the column \(role.rawValue)_ms")
        }
        return value * factor
      }
      guard let scale = LockColumns.times.first(where: { $0.name == unit })?.seconds else {
        throw unknown(unit, text, role, LockColumns.times.map(\.name))
      }
      return value * scale
    }
  }

  private static func unknown(
    _ unit: String, _ text: String, _ role: LockColumns.Role, _ names: [String]
  ) -> QuantityTextError {
    let near = NearestName.of(unit, among: names).map { "; did you mean '\($0)'?" }
    return QuantityTextError(
      "unknown unit \(quoted(unit)) in \(quoted(text))" + (near ?? "; units: \(LockColumns.units(role))"))
  }
}
