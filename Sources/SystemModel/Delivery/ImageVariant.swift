import Simulator
import Workloads

/// Where the sizes of a photo come from.
public enum VariantMode: String, CaseIterable, Sendable {
  /// Media workers make all four at upload; each is an object of the store.
  case stored
  /// The store keeps the largest; another size is made from it whenever one leaves the store.
  case atOrigin
}

/// The four stored sizes of a photo, by width in px.
enum ImageVariant: UInt8, CaseIterable, Sendable {
  case px150, px320, px640, px1080

  /// Bytes relative to the 1080 px variant; assumed to follow the number of pixels with a floor for headers.
  var relativeBytes: Double {
    switch self {
    case .px150: 0.04
    case .px320: 0.13
    case .px640: 0.42
    case .px1080: 1
    }
  }

  static func feed(for device: DeviceClass) -> ImageVariant { device == .small ? .px640 : .px1080 }

  /// Key of the photo as the phone sent it.
  static func originalKey(_ post: PostID) -> UInt64 { Draws.mix(post.value &* 4 &+ 0x0816_0000_0000) }

  /// Content-addressed key: the same photo and size have the same key for ever.
  static func key(_ post: PostID, _ variant: ImageVariant) -> UInt64 {
    Draws.mix(post.value &* 4 &+ UInt64(variant.rawValue) &+ 0xC0FF_EE00)
  }
}

/// Sizes of images, drawn per photo.
struct ImageSizes: Sendable {
  private let sampler: DurationSampler
  private let draws: Draws

  init(_ parameters: DeliveryParameters, draws: Draws) {
    sampler = DurationSampler(
      .lognormal(
        median: SimDuration(nanoseconds: parameters.medianImageBytes),
        p99: SimDuration(nanoseconds: max(parameters.p99ImageBytes, parameters.medianImageBytes + 1))))
    self.draws = draws.purpose("image.size")
  }

  func sizeBytes(_ post: PostID, _ variant: ImageVariant) -> UInt32 {
    let full = Double(sampler.sample(draws.unit(post.value)).nanoseconds)
    return UInt32(min(max(full * variant.relativeBytes, 300), 4e9))
  }
}
