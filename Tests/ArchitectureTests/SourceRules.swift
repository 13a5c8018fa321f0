import Foundation

/// What the text of a file may not hold, each rule as a function from a file to its breaches (`path:line: why`).
enum SourceRules {
  static let mostLines = 450

  static func tooLong(_ source: SourceText) -> [String] {
    let count = source.lines.count - (source.text.hasSuffix("\n") ? 1 : 0)
    return count <= mostLines ? [] : ["\(source.path):\(count): \(count) lines, at most \(mostLines)"]
  }

  /// Words of the platform, which the engine does not know.
  static let platformWords: Set<String> = [
    "photo", "photos", "feed", "feeds", "user", "users", "follower", "followers", "followee", "followees", "story",
    "stories", "timeline", "timelines", "celebrity", "celebrities", "hashtag", "hashtags", "upload", "uploads",
    "gateway", "phone", "phones",
  ]

  /// Platform words in the file's name or in any identifier of its code; comments may give examples.
  static func platformWords(_ source: SourceText) -> [String] {
    let name = (source.path as NSString).lastPathComponent
    let inName = words(of: name).filter(platformWords.contains).map { "\(source.path):1: file name says '\($0)'" }
    return inName
      + SwiftCode(source.text).lines.enumerated().flatMap { index, line in
        words(of: line).filter(platformWords.contains).map { "\(source.path):\(index + 1): the engine says '\($0)'" }
      }
  }

  /// Identifiers cut at capitals: `userCount` is `user`, `count`.
  static func words(of line: some StringProtocol) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    for byte in line.utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isLetter = isCapital || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      if !isLetter || isCapital {
        if !current.isEmpty { words.append(String(decoding: current, as: UTF8.self)) }
        current.removeAll(keepingCapacity: true)
      }
      if isLetter { current.append(byte | 0x20) }
    }
    if !current.isEmpty { words.append(String(decoding: current, as: UTF8.self)) }
    return words
  }

  /// Constructs that would let hash order, the wall clock or a foreign generator reach an event.
  static func unfitForEventLoop(_ source: SourceText) -> [String] {
    // Unicode's word boundaries would see none before the point in `Date.now`.
    let forbidden: [(name: String, clues: [String], form: Regex<Substring>)] = [
      ("a dictionary type", ["[", ":"], #/\[\s*[A-Z][\w.]*\??\s*:\s*(?:any\s+)?[A-Z\[(][^\]]*\]/#),
      ("an empty dictionary", ["[", ":"], #/\[\s*:\s*\]/#),
      ("Dictionary", ["Dictionary"], #/\bDictionary\b/#),
      ("a hash set", ["Set"], #/\bSet\s*[<(]/#),
      ("a hash value", ["ash"], #/\b(?:Hasher|hashValue)\b/#),
      ("the wall clock", ["Time"], #/\bDispatchTime\b/#),
      ("the wall clock", ["Clock"], #/\b(?:ContinuousClock|SuspendingClock)\b/#),
      ("the wall clock", ["get"], #/\b(?:clock_gettime|gettimeofday)\b/#),
      ("a date", ["Date"], #/\bDate\s*[(.]/#),
      ("Swift's generator", [".", "("], #/\.(?:random|shuffled?|randomElement)\s*\(/#),
      ("Swift's generator", ["Random"], #/\bSystemRandomNumberGenerator\b/#),
      ("the environment", ["getenv"], #/\bgetenv\b/#),
      ("the environment", ["Info"], #/\bProcessInfo\b/#),
      ("the command line", ["Command"], #/\bCommandLine\b/#),
    ]
    return SwiftCode(source.text).lines.enumerated().flatMap { index, line in
      forbidden.filter { rule in
        rule.clues.allSatisfy(line.contains) && line.contains(rule.form.wordBoundaryKind(.simple))
      }
      .map { "\(source.path):\(index + 1): \($0.name) in an event-loop folder" }
    }
  }

  /// Absolute paths that only exist on somebody's machine, comments and strings included.
  static func machinePaths(_ source: SourceText) -> [String] {
    let path = #/(?:^|[\s"'`(=:>])(?:/(?:home|Users|root|work|tmp|mnt|private/var)/|[A-Z]:\\)[\w.]/#
    return source.lines.enumerated().compactMap { index, line in
      line.contains(path) ? "\(source.path):\(index + 1): a path of one machine" : nil
    }
  }
}
