import Simulator

/// Stories that outlive their time to live because the author keeps them on the profile.
/// Not modelled: the requests of profile visits for them, their removal by the author.
public struct HighlightParameters: ParameterSet, Equatable {
  public var share = 0.0

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .fraction(
        "share", \.share, 0...1,
        "Stories that become highlights, at a uniform moment of their life: never swept, their objects kept.",
        source: "assumed: none, so that every story is followed to its deletion")
    ]
  }
}
