import Simulator

/// All parameters of the platform; each set lies beside its subsystem.
public struct PlatformParameters: ParameterSet, Equatable {
  public var gateway = GatewayParameters()
  public var upload = UploadParameters()
  public var objectStore = ObjectStoreParameters()
  public var postStore = PostStoreParameters()
  public var eventLog = EventLogParameters()
  public var feed = FeedParameters()
  public var delivery = DeliveryParameters()
  public var counters = CounterParameters()
  public var stories = StoryParameters()

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let groups: [[ParameterField<Self>]] = [
      GatewayParameters.fields("gateway", in: \.gateway),
      UploadParameters.fields("upload", in: \.upload),
      ObjectStoreParameters.fields("objectStore", in: \.objectStore),
      PostStoreParameters.fields("postStore", in: \.postStore),
      EventLogParameters.fields("eventLog", in: \.eventLog),
      FeedParameters.fields("feed", in: \.feed),
      DeliveryParameters.fields("delivery", in: \.delivery),
      CounterParameters.fields("counters", in: \.counters),
      StoryParameters.fields("stories", in: \.stories),
    ]
    return groups.flatMap { $0 }
  }
}
