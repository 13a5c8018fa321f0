import SystemModel

extension ScenarioVariant {
  /// What the platform runs from. Seed, replications, confidence and `maxWall` are not in it: they are the experiment's.
  public var platformInputs: PlatformInputs {
    var inputs = PlatformInputs()
    inputs.population = parameters.population
    inputs.geography = parameters.geography
    inputs.graph = parameters.graph
    inputs.load = parameters.load
    inputs.session = parameters.session
    inputs.platform = parameters.platform
    for event in events {
      switch event {
      case .celebrityPost(let post): inputs.celebrityPosts.append(post)
      case .hashtagStorm(let storm): inputs.hashtagStorms.append(storm)
      case .bufferCrash(let crash): inputs.bufferCrashes.append(crash)
      case .storyBurst(let burst): inputs.storyBursts.append(burst)
      }
    }
    inputs.duration = parameters.run.duration
    inputs.warmUp = parameters.run.warmUp
    inputs.slice = parameters.run.slice
    inputs.batches = parameters.run.batches
    return inputs
  }
}
