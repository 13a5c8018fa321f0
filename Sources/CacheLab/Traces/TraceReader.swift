/// Reads a trace of any form into memory.
public enum TraceReader {
  /// `-` is stdin. `progress` gets the share of the file that was read where that is known, and says whether to go on.
  /// Throws `missing`, `wrongRequest`, and `malformed` for a file without a request.
  public static func read(
    path: String, _ options: TraceOptions = TraceOptions(), progress: (Double?) -> Bool = { _ in true }
  ) throws(TraceError) -> DenseTrace {
    let name = path == "-" ? "stdin" : path
    let window = try ByteWindow(path: path)
    var builder = TraceBuilder(options)
    var form: String
    var noun = "line"
    func report() throws(TraceError) {
      let share = window.fileBytes.map { Double(window.readBytes) / Double(max(1, $0)) }
      if !progress(share) { throw .interrupted }
    }
    var doubt: String?
    switch options.format == .auto ? likelyFormat(window.bytes) : options.format {
    case .oracleGeneral:
      doubt = BinaryTraceReader.doubt(window)
      if let doubt, options.format == .auto {
        throw .malformed(
          "\(name): error: neither text nor oracleGeneral: \(doubt). --format oracleGeneral or csv reads it all the same"
        )
      }
      noun = "record"
      form = "oracleGeneral"
      try BinaryTraceReader.read(window, into: &builder, onBlock: report)
    case .csv, .auto:
      var reader = CSVTraceReader(options, path: name)
      try reader.read(window, into: &builder, onBlock: report)
      form = reader.form
    }
    if window.compression != .none { form += ", \(window.compression.rawValue)" }
    let readRequests = builder.readRequests
    var trace = builder.finish(form: form)
    trace.problems.noun = noun
    trace.doubt = doubt
    if trace.requests.isEmpty {
      let first = trace.problems.first.first.map { ": \(noun) \($0.place): \($0.reason)" } ?? ""
      let sampled = readRequests > 0 ? " in the sample" : ""
      throw .malformed("\(name): error: no request could be read\(sampled) (\(form))\(first)")
    }
    return trace
  }

  /// Text has none of the control characters that numbers of 32 and 64 bits are full of.
  static func likelyFormat(_ bytes: UnsafeRawBufferPointer) -> TraceFormat {
    let isBinary = bytes.prefix(4_096).contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    return isBinary ? .oracleGeneral : .csv
  }
}
