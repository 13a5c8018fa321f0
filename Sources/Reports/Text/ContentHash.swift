import CCrypto
import Foundation

/// What a file is told by, whatever its name.
public enum ContentHash {
  /// SHA-256 in 64 hexadecimal digits.
  public static func sha256(of data: Data) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let bytes = Array(data)
    _ = SHA256(bytes, bytes.count, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
