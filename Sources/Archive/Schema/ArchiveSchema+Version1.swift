extension ArchiveSchema {
  /// Comments are kept in the file: `SELECT sql FROM sqlite_master` shows them.
  static let version1 = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, -- rises, never used twice
      name TEXT NOT NULL,                   -- last part of the run directory
      recorded_at TEXT NOT NULL,            -- when it was finished: ISO 8601, UTC, milliseconds
      started_at TEXT NOT NULL,             -- ISO 8601, UTC
      label TEXT,                           -- darkroom run --label
      git_commit TEXT,                      -- darkroom run --commit
      scenario TEXT NOT NULL,
      description TEXT NOT NULL,
      scenario_hash TEXT NOT NULL,          -- over the resolved scenario without its seed
      seed INTEGER NOT NULL,
      replications INTEGER NOT NULL,        -- asked for, of each variant
      slice INTEGER NOT NULL,               -- N of 1/N of the viewers; 1 is the whole platform
      confidence_level REAL NOT NULL,       -- 0 to 1, of every interval
      verdict TEXT NOT NULL,                -- pass, fail, inconclusive, broken
      complete INTEGER NOT NULL,            -- 0 when it was stopped before its end
      stopped TEXT,                         -- interrupted, wallLimit
      takeaway TEXT,                        -- what the comparison of variants teaches
      reproduce TEXT NOT NULL,              -- the command that repeats the result
      command TEXT NOT NULL,                -- the command as it was typed
      directory TEXT NOT NULL,              -- absolute, on this host; a later run may have replaced its files
      version TEXT NOT NULL,                -- of darkroom
      host TEXT NOT NULL,
      operating_system TEXT NOT NULL,
      processors INTEGER NOT NULL,
      threads INTEGER NOT NULL,
      wall_seconds REAL NOT NULL,
      preparation_seconds REAL NOT NULL,    -- of the wall: worlds and warm caches
      warm_up_seconds REAL NOT NULL,        -- of the wall: the simulated warm-up
      measuring_seconds REAL NOT NULL,      -- of the wall: what is measured
      simulated_seconds REAL NOT NULL,      -- of all variants and replications, warm-up included
      real_time_factor REAL NOT NULL,       -- simulated seconds per wall second after the warm-up
      executed_events INTEGER NOT NULL,
      events_per_second REAL NOT NULL,      -- of the wall
      peak_memory_bytes INTEGER NOT NULL
    );
    CREATE INDEX runs_by_scenario ON runs (scenario, recorded_at, id);
    CREATE INDEX runs_by_time ON runs (recorded_at, id);
    CREATE INDEX runs_by_name ON runs (name, id);

    CREATE TABLE variants (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      variant TEXT NOT NULL,
      position INTEGER NOT NULL,            -- in the scenario's order, from 0
      summary TEXT NOT NULL,
      replications INTEGER NOT NULL,        -- that count; 0 when nothing was measured
      measured_seconds REAL NOT NULL,       -- simulated, of each replication
      warm_up_seconds REAL NOT NULL,        -- simulated, before them
      executed_events INTEGER NOT NULL,
      laws_hold INTEGER NOT NULL,           -- 0 when an invariant of the model was broken
      PRIMARY KEY (run_id, variant)
    ) WITHOUT ROWID;

    CREATE TABLE metrics (
      run_id INTEGER NOT NULL,
      variant TEXT NOT NULL,
      metric TEXT NOT NULL,                 -- p99(feed.load.latency), as in docs/metrics.md
      unit TEXT NOT NULL,                   -- s, 1/s, 1 (a share), count, bytes, bytes/s
      value REAL NOT NULL,
      low REAL,                             -- interval; both ends or neither
      high REAL,
      basis TEXT NOT NULL,                  -- replications, batches, observed, tooFewSamples
      PRIMARY KEY (run_id, variant, metric),
      FOREIGN KEY (run_id, variant) REFERENCES variants (run_id, variant) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX metrics_by_metric ON metrics (metric, variant, run_id);

    CREATE TABLE replication_values (
      run_id INTEGER NOT NULL,
      variant TEXT NOT NULL,
      metric TEXT NOT NULL,
      replication INTEGER NOT NULL,         -- from 0
      unit TEXT NOT NULL,
      value REAL,                           -- not rounded; NULL where the replication does not have it
      PRIMARY KEY (run_id, variant, metric, replication),
      FOREIGN KEY (run_id, variant) REFERENCES variants (run_id, variant) ON DELETE CASCADE
    ) WITHOUT ROWID;

    CREATE TABLE budgets (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,            -- in the result's order, from 0
      budget TEXT NOT NULL,                 -- its id in the scenario
      variant TEXT NOT NULL,
      requirement TEXT NOT NULL,            -- p99(feed.load.latency) < 200 ms
      metric TEXT NOT NULL,
      unit TEXT NOT NULL,
      over TEXT NOT NULL,                   -- whole run, phase peak, 10s..40s, worst 5s
      threshold REAL NOT NULL,
      value REAL,                           -- NULL without data
      low REAL,
      high REAL,
      basis TEXT,
      margin REAL,                          -- share of the threshold; negative when breached
      severity TEXT NOT NULL,               -- fail, warn
      outcome TEXT NOT NULL,                -- pass, fail, inconclusive
      reason TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    ) WITHOUT ROWID;
    CREATE INDEX budgets_by_outcome ON budgets (outcome, run_id);

    CREATE TABLE documents (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,                   -- summary.json, manifest.json, scenario.resolved.yaml
      text TEXT NOT NULL,                   -- every byte of the file
      UNIQUE (run_id, name)
    );

    -- The newest run of each scenario.
    CREATE VIEW latest_runs AS
      SELECT * FROM runs AS r
      WHERE id = (
        SELECT id FROM runs WHERE scenario = r.scenario ORDER BY recorded_at DESC, id DESC LIMIT 1);

    -- Every metric of every complete run, with what a trend needs to know of the run.
    CREATE VIEW metric_history AS
      SELECT r.recorded_at, r.scenario, r.scenario_hash, r.seed, r.slice, r.label, r.git_commit, m.*
      FROM metrics AS m JOIN runs AS r ON r.id = m.run_id
      WHERE r.complete;

    -- p99 of every operation, in seconds.
    CREATE VIEW p99 AS
      SELECT run_id, recorded_at, scenario, scenario_hash, seed, variant,
        substr(metric, 5, length(metric) - 13) AS operation,
        value AS seconds, low AS low_seconds, high AS high_seconds, basis
      FROM metric_history
      WHERE metric >= 'p99(' AND metric < 'p99)' AND substr(metric, -9) = '.latency)';

    -- Budgets that did not pass, with their run.
    CREATE VIEW breached_budgets AS
      SELECT r.recorded_at, r.scenario, r.scenario_hash, b.*
      FROM budgets AS b JOIN runs AS r ON r.id = b.run_id
      WHERE b.outcome <> 'pass';
    """
}
