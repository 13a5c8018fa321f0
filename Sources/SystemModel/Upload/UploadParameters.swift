import Simulator

/// How the photo's bytes reach the object store.
public enum UploadPath: String, CaseIterable, Sendable {
  /// The API signs a URL; the phone PUTs to the object store itself.
  case direct
  /// The bytes pass through API workers, each busy for the whole transfer.
  case proxied
}

/// Photo and story upload: phone ─► signed URL ─► object store ─► media workers ─► moderation ─► post row ─► log
/// Not modelled: resumable uploads, video transcoding, duplicate detection.
public struct UploadParameters: ParameterSet, Equatable {
  public var path = UploadPath.direct
  public var cameraPhotoBytes: Int64 = 3_500_000
  public var resizeKeeps = 0.35
  public var resizeTime = DurationDistribution.lognormal(median: .milliseconds(300), p99: .milliseconds(1_500))
  public var service = FleetParameters(
    instances: 20, workers: 2, serviceTime: .lognormal(median: .milliseconds(1), p99: .milliseconds(6)))
  public var proxies = FleetParameters(
    instances: 80, workers: 32, serviceTime: .constant(.milliseconds(2)))
  public var notificationDelay = DurationDistribution.lognormal(median: .milliseconds(100), p99: .milliseconds(600))
  public var mediaWorkers = FleetParameters(
    instances: 60, workers: 16, serviceTime: .lognormal(median: .milliseconds(67), p99: .milliseconds(200)))
  public var moderation = FleetParameters(
    instances: 40, workers: 8, serviceTime: .lognormal(median: .milliseconds(80), p99: .milliseconds(300)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .choice(
        "path", \.path, "Direct PUT with a signed URL, or through the API.",
        source: "assumed: direct, as large platforms do; the other is there to be compared"),
      .bytes(
        "cameraPhotoBytes", \.cameraPhotoBytes, 10_000...200_000_000, "Mean size of a photo as the camera wrote it.",
        source: "assumed: a 12-megapixel JPEG"),
      .fraction(
        "resizeKeeps", \.resizeKeeps, 0.01...1, "Share of the bytes that is left after resizing on the phone.",
        source: "50–80 % smaller after client-side resizing, as the platform's design states; the middle of it"),
      .distribution(
        "resizeTime", \.resizeTime, "CPU time of the phone for resizing and compressing.",
        source: "assumed: some hundred ms on a phone; libvips needs 45–85 ms on a server core (published benchmark)"),
      .distribution(
        "notificationDelay", \.notificationDelay, "From the stored object to its notification.",
        source: "assumed: object stores promise seconds, and usually take less"),
    ]
    let groups: [[ParameterField<Self>]] = [
      keys,
      FleetParameters.fields(
        "service", \.service, "upload services, which sign URLs", sizing: "assumed: utilisation near 5 %",
        service: "assumed: authentication and one signature"),
      FleetParameters.fields(
        "proxies", \.proxies, "upload proxies (used by `path: proxied` only)",
        sizing: "assumed: a fleet of the same cost as the direct path's gateways and more",
        service: "assumed: added to the transfer time, during which the worker is held"),
      FleetParameters.fields(
        "mediaWorkers", \.mediaWorkers, "media workers; one task for each of four variants",
        sizing: "assumed: utilisation near 45 % at the reference load",
        service: "libvips 45–85 ms for a thumbnail of a 1000–3000 px JPEG (published benchmark, 2019–22)"),
      FleetParameters.fields(
        "moderation", \.moderation, "moderation and quality classifiers",
        sizing: "assumed: utilisation near 40 %", service: "assumed: one pass of an image classifier"),
    ]
    return groups.flatMap { $0 }
  }
}
