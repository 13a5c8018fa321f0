import Caching
import Foundation
import Reports
import Simulator

/// The open trace *cloudPhysicsIO* and the misses that libCacheSim's own tests publish for it.
public enum CloudPhysicsTrace {
  public static let sha256 = "65438dd7b2d3dec7ffe8a5c9348045da92de3311f339b7b59c9a0a44e6050dea"
  static let mebibytes: [Int64] = [128, 256, 384, 512, 640, 768, 896, 1_024]

  static let misses: [(policy: PolicyName, misses: [Double])] = [
    (.fifo, [93_403, 89_386, 84_387, 84_025, 72_498, 72_228, 72_182, 72_140]),
    (.lru, [93_374, 89_783, 83_572, 81_722, 72_494, 72_104, 71_972, 71_704]),
    (.clock, [93_313, 89_775, 83_411, 81_328, 74_815, 72_283, 71_927, 64_456]),
    (.belady, [79_256, 70_724, 65_481, 61_594, 59_645, 57_599, 50_873, 48_974]),
    (.lfu, [91_699, 86_720, 78_578, 76_707, 69_945, 66_221, 64_445, 64_376]),
    (.arc, [90_252, 85_861, 78_168, 74_297, 67_381, 65_685, 64_439, 64_772]),
    (.s3fifo, [89_307, 82_387, 77_041, 76_791, 71_300, 70_343, 70_455, 70_355]),
  ]

  /// At the smallest and at the largest size.
  static let missedBytes: [(policy: PolicyName, first: Double, last: Double)] = [
    (.fifo, 4_213_112_832, 3_077_547_520), (.lru, 4_214_303_232, 3_061_662_720),
    (.clock, 4_213_887_488, 2_697_378_816), (.belady, 3_472_532_480, 2_029_769_728),
  ]

  /// Why the trace cannot be used; nil when it can.
  static func whyNot(_ path: String?) -> String? {
    guard let path else { return "no trace given: --trace PATH of cloudPhysicsIO.oracleGeneral.bin" }
    guard let data = FileManager.default.contents(atPath: path) else { return "\(path) cannot be read" }
    let digest = ContentHash.sha256(of: data)
    return digest == sha256 ? nil : "\(path) is another file: its SHA-256 is \(digest)"
  }
}

extension ValidationCases {
  /// Exact counts on the open trace, skipped when it is not at `path`.
  public static func traceCaches(_ path: String?) -> [ValidationCase] {
    let reason = CloudPhysicsTrace.whyNot(path)
    return CloudPhysicsTrace.misses.flatMap { policy, misses in
      CloudPhysicsTrace.mebibytes.indices.map { size -> ValidationCase in
        var oracles = [Oracle(.misses, misses[size])]
        if let bytes = CloudPhysicsTrace.missedBytes.first(where: { $0.policy == policy }) {
          if size == 0 { oracles.append(Oracle(.missedBytes, bytes.first)) }
          if size == CloudPhysicsTrace.mebibytes.count - 1 { oracles.append(Oracle(.missedBytes, bytes.last)) }
        }
        var made = ValidationCase(
          "Trace cloudPhysicsIO, \(policy.rawValue)", "\(CloudPhysicsTrace.mebibytes[size]) MiB",
          source: "libCacheSim, table of its test suite; SHA-256 of the trace \(CloudPhysicsTrace.sha256)", oracles,
          replications: 2, isQuick: true,
          TraceCachePlan(path: path ?? "", policy: policy, capacityBytes: CloudPhysicsTrace.mebibytes[size] << 20))
        made.skipReason = reason
        return made
      }
    }
  }
}
