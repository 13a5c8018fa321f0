/// What `darkroom init` writes: a small complete scenario to change.
public enum StarterScenario {
  public static func text(name: String) -> String {
    """
    # A Darkroom scenario. Check it with `darkroom check \(name).yaml`, run it with `darkroom run \(name).yaml`.
    # Every key may be left out; docs/scenario-reference.md lists them all with their defaults.
    name: \(name)
    description: A slice of the platform under its usual load.
    teaches: Where the time of a slow feed load goes.

    run:
      duration: 20 s        # measured time; the warm-up comes before it
      warmUp: 5 s
      seed: 1               # the same seed gives the same bytes
      slice: 1/100          # every 100th edge PoP with all of its users

    # Something that happens during the run.
    events:
      - celebrityPost: {at: 10 s, celebrity: 1, likes: 4.27 K/s}

    # Requirements; a breach makes `darkroom run` exit with 2.
    budgets:
      - id: feed-p99
        require: p99(feed.load.latency) < 500 ms

    # Variants run side by side; each changes the settings above.
    variants:
      usual: {}
      rush:
        describe: Ten times the likes on the celebrity's post.
        events:
          - celebrityPost: {at: 10 s, celebrity: 1, likes: 42.7 K/s}

    takeaway: p99(like.latency)

    """
  }

  /// Whether `name` can name a scenario and its file.
  public static func accepts(name: String) -> Bool { LayerReader.isName(name) }
}
