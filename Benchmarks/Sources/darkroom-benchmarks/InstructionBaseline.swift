import CReference
import Foundation

/// The baseline file: what counted, then one line for each workload with its instructions per operation.
struct InstructionBaseline {
  var identity: BuildIdentity
  var counts: [(name: String, instructions: Double)] = []

  init(identity: BuildIdentity) { self.identity = identity }

  init?(contentsOf path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    identity = BuildIdentity(text: "")
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("#") {
        continue
      } else if line.hasPrefix("counted with ") {
        identity = BuildIdentity(text: String(line.dropFirst("counted with ".count)))
      } else if words.count == 2, let count = Double(words[1]) {
        counts.append((String(words[0]), count))
      } else {
        printError("\(path): cannot read `\(line)`")
        return nil
      }
    }
  }

  func write(to path: String) {
    var text = "# Instructions per operation; written by `make bench-baseline`, compared by `make bench-check`.\n"
    text += "counted with \(identity.text)\n"
    for (name, count) in counts {
      text += name.padding(toLength: 16, withPad: " ", startingAt: 0) + String(format: "%.1f\n", count)
    }
    do { try text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
      printError("cannot write \(path): \(error)")
      exit(1)
    }
  }
}

/// What makes counts comparable: compiler, target and C library, and the vector units that the library chooses code by.
struct BuildIdentity: Equatable {
  let text: String

  static var current: BuildIdentity {
    let compiler = Subprocess.output("swift", ["--version"]).split(separator: "\n")
    let version = compiler.first { $0.contains("Swift version") }.map(String.init) ?? "unknown compiler"
    let target = compiler.first { $0.hasPrefix("Target:") }.map(String.init) ?? "unknown target"
    let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let words = Set(processor.split(whereSeparator: \.isWhitespace))
    let units = ["avx2", "fma"].filter { words.contains(Substring($0)) }.joined(separator: " ")
    return BuildIdentity(
      text: "\(version); \(target); glibc \(String(cString: c_library_version())); \(units)")
  }
}
