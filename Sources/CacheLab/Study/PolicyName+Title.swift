import Caching

extension PolicyName {
  /// As papers write it.
  public var title: String {
    switch self {
    case .fifo: "FIFO"
    case .lru: "LRU"
    case .clock: "CLOCK"
    case .sieve: "SIEVE"
    case .s3fifo: "S3-FIFO"
    case .lfu: "LFU"
    case .slru: "SLRU"
    case .s4lru: "S4LRU"
    case .twoQ: "2Q"
    case .arc: "ARC"
    case .lirs: "LIRS"
    case .lruK: "LRU-2"
    case .gdsf: "GDSF"
    case .wTinyLFU: "W-TinyLFU"
    case .hyperbolic: "Hyperbolic"
    case .belady: "Belady"
    case .infinite: "Infinite"
    }
  }

  /// No real cache can be it: it knows the future, or has room for everything.
  public var isBound: Bool { self == .belady || self == .infinite }
}
