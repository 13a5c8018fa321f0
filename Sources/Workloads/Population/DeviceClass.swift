/// The phone's screen, which decides the photo variant that it asks for.
public enum DeviceClass: UInt8, CaseIterable, Sendable {
  case small, large

  /// Width of the feed's photo variant, px.
  public var photoWidth: Int { self == .small ? 640 : 1080 }
}
