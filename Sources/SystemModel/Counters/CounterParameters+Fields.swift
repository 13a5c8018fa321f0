import Simulator

extension CounterParameters {
  public static var fields: [ParameterField<Self>] {
    [kinds, rows, buffering, ways, sketches].flatMap { $0 }
      + FleetParameters.fields(
        "buffers", \.buffers, "counter buffer shards, one thread each", sizing: "assumed",
        service: "INCR as SET: 180,180/s (redis.io benchmarks), 5.5 µs")
      + FleetParameters.fields(
        "store", \.store, "counter store shards", sizing: "assumed: utilisation near 10 %",
        service: "assumed: parse, plan and find the row, before its lock")
  }

  private static var kinds: [ParameterField<Self>] {
    [
      .choice(
        "mode", \.mode, "How likes are counted; docs/counters.md compares the ways.",
        source: "assumed: buffered; the others are there to be compared"),
      .choice(
        "comments", \.comments, "How comments are counted, if they are.",
        source: "assumed: off, which costs nothing; a count of comments changes no latency of theirs"),
      .choice(
        "followers", \.followers, "How followers are counted, if they are (`session.followsPerSession`).",
        source: "assumed: off"),
      .choice(
        "storyViews", \.storyViews, "How views of stories are counted, if they are.",
        source: "assumed: off, since every frame would be a change"),
      .choice(
        "hashtags", \.hashtags, "How posts under a hashtag are counted, if they are.", source: "assumed: off"),
    ]
  }

  private static var rows: [ParameterField<Self>] {
    [
      .choice(
        "handOver", \.handOver, "Who gets a row's lock next: the first waiter or a random one.",
        source:
          "measured behaviour of PostgreSQL is close to random with many waiters: measured for this project's design"),
      .distribution(
        "rowHold", \.rowHold, "How long one update holds its row, log flush included.",
        source: "one hot row takes 2,024 updates/s in PostgreSQL (published single-author benchmark): 494 µs"),
      .duration(
        "rowWaiterCost", \.rowWaiterCost, .zero ... .seconds(1),
        "What a writer that must wait adds to the row's next hold, for each writer then waiting (deadlock detection).",
        source: "assumed: none; `darkroom fit lock` finds it, about 50 µs for MySQL's collapse"),
      .duration(
        "lockTimeout", \.lockTimeout, .zero ... .hours(1),
        "Longest wait for a row's lock; then the change fails, or a flush tries again. 0 s waits for ever.",
        source: "assumed: none; MySQL's default is 50 s, PostgreSQL's none"),
      .choice(
        "commit", \.commit, "Whether commits of one store shard share log flushes.",
        source: "assumed: alone, as the published hold of one row has its flush inside"),
      .duration(
        "logFlush", \.logFlush, .microseconds(1) ... .seconds(1),
        "The part of a hold that is the log flush, when commits are grouped.",
        source: "assumed: most of the 494 µs; writing a row in memory takes microseconds"),
    ]
  }

  private static var buffering: [ParameterField<Self>] {
    [
      .duration(
        "flushInterval", \.flushInterval, .milliseconds(1) ... .hours(1), isCapacity: true,
        "Time between two flushes of a buffer shard, or two snapshots of a sketch.",
        source: "assumed: 1 s; a post liked at r/s costs 1/T row updates instead of r, by arithmetic"),
      .fraction(
        "flushJitter", \.flushJitter, 0...1, "Each flush comes early or late by up to this share of the interval.",
        source: "assumed: none, as the shards' phases are spread already"),
      .count(
        "flushSize", \.flushSize, 0...1_000_000_000,
        "Increments in a buffer shard at which it flushes at once; 0 for never.", source: "assumed: by time alone"),
    ]
  }

  private static var ways: [ParameterField<Self>] {
    [
      .count(
        "shards", \.shards, 1...4_096, "Rows of a counter that is sharded; summed when read.",
        source: "assumed; n rows take n times the writes (Firestore's documentation)"),
      .count(
        "shardLimit", \.shardLimit, 1...4_096,
        "Rows that a sharded counter may grow to, doubling whenever `splitAt` writers wait for one.",
        source: "assumed: no growth"),
      .count("splitAt", \.splitAt, 1...10_000, "Waiting writers at which a sharded counter grows.", source: "assumed"),
      .duration(
        "compactInterval", \.compactInterval, .milliseconds(1) ... .hours(1),
        "Time between two compactions of the appended changes into rows.", source: "assumed: 1 s, as a flush"),
      .count(
        "mergeLimit", \.mergeLimit, 1...100_000, "Changes that one hold of a row commits, when merged in the engine.",
        source: "assumed: as many as the writers of the published benchmark (128 threads)"),
      .duration(
        "mergeCost", \.mergeCost, .zero ... .seconds(1), "What each further change adds to a merged hold.",
        source: "fitted: 23,543 tx/s at 128 threads beside 4,276 queued (Xiaohongshu's database team 2024)"),
      .count(
        "attempts", \.attempts, 1...1_000, "Attempts of an optimistic update before it fails.", source: "assumed"),
      .duration(
        "conflictHold", \.conflictHold, .zero ... .seconds(1),
        "How long an optimistic update that finds a newer version holds the row.",
        source: "assumed: an update of no row needs no log flush"),
      .duration(
        "retryBackOff", \.retryBackOff, .zero ... .seconds(60),
        "Mean pause before an optimistic update reads again; exponential, doubling with each attempt.",
        source: "assumed"),
      .duration(
        "gossipInterval", \.gossipInterval, .milliseconds(1) ... .hours(1),
        "Time between two reports of a region's own counts to the others, when regional.", source: "assumed"),
    ]
  }

  private static var sketches: [ParameterField<Self>] {
    [
      .count(
        "sketchWidth", \.sketchWidth, 1...100_000_000, "Columns of the count-min sketch: its error is e/width of all.",
        source: "Cormode & Muthukrishnan 2005: 27,183 for 0.01 %"),
      .count(
        "sketchDepth", \.sketchDepth, 1...32, "Rows of the count-min sketch: it fails with probability exp(−depth).",
        source: "Cormode & Muthukrishnan 2005: 5 for 0.7 %"),
      .count(
        "viewerPrecision", \.viewerPrecision, 4...18, "Bits of the HyperLogLog of a story's viewers.",
        source: "14: 0.81 % standard error, as in Redis"),
      .number(
        "hashtagsPerPost", \.hashtagsPerPost, 0...30, "Mean hashtags of a post, Poisson, at most 30.",
        source: "assumed; the product allows 30"),
      .count(
        "distinctHashtags", \.distinctHashtags, 1...1_000_000_000, "Hashtags in use; Zipf with exponent 1.",
        source: "assumed"),
    ]
  }
}
