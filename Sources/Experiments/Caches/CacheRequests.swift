import CacheLab
import Caching
import Foundation
import Reports
import Scenarios
import Simulator

/// Names and numbers of the command line of `darkroom cache`.
public enum CacheRequests {
  /// `all`, or names with commas; `2q`, `s3-fifo` and `lru-2` are understood.
  public static func policies(_ text: String) throws(CacheRequestError) -> [PolicyName] {
    var found: [PolicyName] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.trimming
      if name.lowercased() == "all" {
        for policy in PolicyName.allCases where !found.contains(policy) { found.append(policy) }
        continue
      }
      let aliases = ["2q": PolicyName.twoQ, "lru2": .lruK, "min": .belady]
      let plain = plain(name)
      guard
        let policy = aliases[plain] ?? PolicyName.allCases.first(where: { CacheRequests.plain($0.rawValue) == plain })
      else {
        throw unknown("policy", name, PolicyName.allCases.map(\.rawValue) + ["all"])
      }
      if !found.contains(policy) { found.append(policy) }
    }
    return found
  }

  public static func admission(_ name: String) throws(CacheRequestError) -> AdmissionName {
    if let found = AdmissionName.allCases.first(where: { plain($0.rawValue) == plain(name) }) { return found }
    throw unknown("admission", name, AdmissionName.allCases.map(\.rawValue))
  }

  /// Methods of curves, with commas.
  public static func methods(_ text: String) throws(CacheRequestError) -> [CurveMethod] {
    var found: [CurveMethod] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let method = CurveMethod.allCases.first(where: { plain($0.rawValue) == plain(part.trimming) }) else {
        throw unknown("curve method", part.trimming, CurveMethod.allCases.map(\.rawValue))
      }
      if !found.contains(method) { found.append(method) }
    }
    return found
  }

  /// A share above 0 up to 1: `1 %`, `0.01`.
  public static func share(_ text: String, _ option: String) throws(CacheRequestError) -> Double {
    let percent = try? Quantity.read(text, as: .fraction(0...1))
    if case .fraction(let share) = percent, share > 0 { return share }
    if let share = Double(text), share > 0, share <= 1 { return share }
    throw CacheRequestError(
      description: "\(option) is a share above 0 % up to 100 %, such as 1 % or 0.01, not '\(text)'")
  }

  /// Requests: a number, or a percentage of those of the trace.
  public static func requests(_ text: String, of total: Int, _ option: String) throws(CacheRequestError) -> Int {
    if case .fraction(let share) = try? Quantity.read(text, as: .fraction(0...1)) {
      return Int((share * Double(total)).rounded())
    }
    do throws(QuantityTextError) {
      guard case .count(let count) = try Quantity.read(text, as: .count(0...1 << 40)) else { return 0 }
      if count < total || count == 0 { return count }
    } catch {
      throw CacheRequestError(description: "\(option): \(error.description), or a percentage")
    }
    throw CacheRequestError(description: "\(option) \(text) leaves none of the \(total) requests to count")
  }

  /// One character, or `tab`, `comma`, `blank`.
  public static func delimiter(_ text: String) throws(CacheRequestError) -> UInt8 {
    let names: [String: UInt8] = ["tab": 9, "\\t": 9, "comma": 0x2C, "semicolon": 0x3B, "blank": 0x20, "space": 0x20]
    if let byte = names[text.lowercased()] { return byte }
    if text.utf8.count == 1, let byte = text.utf8.first, byte >= 0x20 || byte == 9, byte != 0x22 { return byte }
    throw CacheRequestError(
      description: "--delimiter is one character, or tab, comma, semicolon or blank, not '\(text)'")
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  private static func unknown(_ kind: String, _ name: String, _ names: [String]) -> CacheRequestError {
    if let nearest = NearestName.of(name, among: names) {
      return CacheRequestError(description: "unknown \(kind) '\(name)'; did you mean '\(nearest)'?")
    }
    return CacheRequestError(description: "unknown \(kind) '\(name)'; use one of \(names.joined(separator: ", "))")
  }
}

/// One `-o KIND=PATH` of `darkroom cache`.
public struct CacheOutput: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case json, csv, svg, html, markdown, text }

  public var kind: Kind
  /// `-` is stdout.
  public var path: String

  /// Nil when `text` is not KIND=PATH with a known kind.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
    self.kind = kind
    path = String(parts[1])
  }

  public var isStandardOutput: Bool { path == "-" }

  public static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  public func write(_ study: CacheStudy) throws {
    let data = Data(try CacheOutput.text(study, kind).utf8)
    if isStandardOutput {
      try FileHandle.standardOutput.write(contentsOf: data)
    } else {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  public static func text(_ study: CacheStudy, _ kind: Kind) throws -> String {
    switch kind {
    case .json: try JSONReport.text(study)
    case .csv: CacheCSV.text(study)
    case .svg: CacheSVG.text(study)
    case .html: CachePage.text(study)
    case .markdown: MarkdownReport.text(Digest(study))
    case .text: TerminalReport.text(Digest(study))
    }
  }
}
