import CZlib
import CZstd
import Glibc

/// A moving window over the bytes of a file or of stdin, decompressed when their first bytes say gzip or zstd.
final class ByteWindow {
  enum Compression: String { case none, gzip, zstd }

  /// What is to be read next; valid until `advance`.
  private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private(set) var compression = Compression.none
  /// What is wrong with compressed bytes; nothing follows them.
  private(set) var damage: String?
  /// Bytes read from the file so far, and its size where that is known.
  private(set) var readBytes = 0
  private(set) var fileBytes: Int?

  private let descriptor: Int32
  private var window: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var decoder: (any ByteDecoder)?
  private let packed: UnsafeMutableRawBufferPointer
  private var packedStart = 0
  private var packedEnd = 0
  private var isAtEnd = false

  /// `-` is stdin. Throws `missing`.
  convenience init(path: String, windowBytes: Int = 4 << 20) throws(TraceError) {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    if descriptor < 0 { throw .missing(path: path, reason: String(cString: strerror(errno))) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    self.init(descriptor: descriptor, windowBytes: windowBytes)
    if isKnown && status.st_mode & S_IFMT == S_IFDIR { throw .missing(path: path, reason: "it is a directory") }
    if isKnown && status.st_mode & S_IFMT == S_IFREG { fileBytes = Int(status.st_size) }
  }

  /// Closes `descriptor` in the end, unless it is stdin.
  init(descriptor: Int32, windowBytes: Int) {
    self.descriptor = descriptor
    window = .allocate(byteCount: windowBytes, alignment: 64)
    packed = .allocate(byteCount: 1 << 20, alignment: 64)
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    recognise()
    _ = advance(0)
  }

  deinit {
    window.deallocate()
    packed.deallocate()
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Drops the first `consumed` bytes and reads more behind the rest; false when there are no more.
  func advance(_ consumed: Int) -> Bool {
    start += consumed
    let kept = end - start
    if kept == window.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: window.count * 2, alignment: 64)
      larger.copyMemory(from: UnsafeRawBufferPointer(window))
      window.deallocate()
      window = larger
    } else if start > 0 {
      if kept > 0 { memmove(window.baseAddress!, window.baseAddress! + start, kept) }
      (start, end) = (0, kept)
    }
    while end < window.count, case let count = fill(window.baseAddress! + end, window.count - end), count > 0 {
      end += count
    }
    bytes = UnsafeRawBufferPointer(rebasing: window[start..<end])
    return end > kept
  }

  /// Looks at the first bytes, which stay to be read.
  private func recognise() {
    while packedEnd < 4, case let count = readMore(packed.baseAddress! + packedEnd, packed.count - packedEnd), count > 0
    {
      packedEnd += count
    }
    let magic = packed.prefix(min(4, packedEnd))
    if magic.starts(with: [0x1F, 0x8B]) {
      (compression, decoder) = (.gzip, GzipDecoder())
    } else if magic.elementsEqual([0x28, 0xB5, 0x2F, 0xFD])
      || magic.count == 4 && (0x50...0x5F).contains(magic[0]) && magic.dropFirst().elementsEqual([0x2A, 0x4D, 0x18])
    {
      (compression, decoder) = (.zstd, ZstdDecoder())
    }
  }

  /// Puts up to `capacity` bytes at `target`; 0 at the end.
  private func fill(_ target: UnsafeMutableRawPointer, _ capacity: Int) -> Int {
    if decoder == nil {
      let left = min(packedEnd - packedStart, capacity)
      if left == 0 { return readMore(target, capacity) }
      target.copyMemory(from: packed.baseAddress! + packedStart, byteCount: left)
      packedStart += left
      return left
    }
    while damage == nil {
      if packedStart == packedEnd {
        (packedStart, packedEnd) = (0, readMore(packed.baseAddress!, packed.count))
        if packedEnd == 0 {
          if decoder?.isInside == true { damage = "the \(compression) data end in the middle" }
          return 0
        }
      }
      let input = UnsafeRawBufferPointer(rebasing: packed[packedStart..<packedEnd])
      guard let step = decoder?.decode(input, target, capacity) else { return 0 }
      if step.isDamaged { damage = "the \(compression) data are damaged" }
      packedStart += step.consumed
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  private func readMore(_ target: UnsafeMutableRawPointer, _ capacity: Int) -> Int {
    while !isAtEnd {
      let count = read(descriptor, target, capacity)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { damage = "cannot be read to its end: \(String(cString: strerror(errno)))" }
      if count <= 0 { break }
      readBytes += count
      return count
    }
    isAtEnd = true
    return 0
  }
}

/// What one step of a decoder took and gave.
struct DecodingStep {
  var consumed = 0
  var produced = 0
  /// Nothing behind these bytes can be read.
  var isDamaged = false
}

/// Turns compressed bytes into plain ones, block by block.
protocol ByteDecoder: AnyObject {
  /// In the middle of a stream: an end of file here cuts it.
  var isInside: Bool { get }
  func decode(_ input: UnsafeRawBufferPointer, _ target: UnsafeMutableRawPointer, _ capacity: Int) -> DecodingStep
}

/// RFC 1952, one member after the other.
final class GzipDecoder: ByteDecoder {
  private(set) var isInside = false
  private let stream: UnsafeMutablePointer<z_stream>
  private var members = 0
  private var isPadding = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory for its window")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(_ input: UnsafeRawBufferPointer, _ target: UnsafeMutableRawPointer, _ capacity: Int) -> DecodingStep {
    // Zeros behind the last member are padding, which tapes and tar files have.
    if !isInside, members > 0, isPadding || input[0] == 0 {
      isPadding = true
      return DecodingStep(consumed: input.count, isDamaged: input.contains { $0 != 0 })
    }
    isInside = true
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress!)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(min(capacity, 1 << 30))
    let room = Int(stream.pointee.avail_out)
    let status = inflate(stream, Z_NO_FLUSH)
    if status == Z_STREAM_END {
      isInside = false
      members += 1
      inflateReset(stream)
    }
    return DecodingStep(
      consumed: input.count - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
      isDamaged: status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END)
  }
}

/// RFC 8878, one frame after the other, with windows of up to 2 GiB.
final class ZstdDecoder: ByteDecoder {
  private(set) var isInside = false
  private let stream: OpaquePointer

  init() {
    guard let made = ZSTD_createDStream() else { preconditionFailure("zstd has no memory for its window") }
    stream = made
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 31)
  }

  deinit { ZSTD_freeDStream(stream) }

  func decode(_ input: UnsafeRawBufferPointer, _ target: UnsafeMutableRawPointer, _ capacity: Int) -> DecodingStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var sink = ZSTD_outBuffer(dst: target, size: capacity, pos: 0)
    let status = ZSTD_decompressStream(stream, &sink, &source)
    isInside = status != 0
    return DecodingStep(consumed: source.pos, produced: sink.pos, isDamaged: ZSTD_isError(status) != 0)
  }
}
