extension Schema {
  /// A call is written before it is sent: what it shows depends on what had come by then, and a run that goes on must
  /// ask the same to find the answer that it has paid for.
  static let generation = """
    CREATE TABLE generation_call (
      run INTEGER NOT NULL REFERENCES run (id),
      number INTEGER NOT NULL,             -- 1, 2, 3 ... in the order of asking; 0: what the run began with
      json TEXT NOT NULL,                  -- all that shapes it
      result TEXT,                         -- JSON, what became of it; NULL: open
      batch TEXT,                          -- of call 0: the name of the run's batch
      PRIMARY KEY (run, number)
    ) WITHOUT ROWID;
    CREATE INDEX generation_call_batch ON generation_call (batch) WHERE batch IS NOT NULL;
    """

  /// A stage goes on where it was. What it was told stands in the definition, with which a file is compared that may have
  /// been changed since. Nothing is ever deleted: a stage that is done once more belongs to another pipeline.
  static let pipelines = """
    CREATE TABLE pipeline (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      definition TEXT NOT NULL,            -- JSON
      started INTEGER NOT NULL,
      ended INTEGER
    );
    CREATE TABLE pipeline_stage (
      pipeline INTEGER NOT NULL REFERENCES pipeline (id),
      number INTEGER NOT NULL,             -- 0, 1, 2 ... in the order of the stages
      name TEXT NOT NULL,
      state TEXT NOT NULL,
      run INTEGER REFERENCES run (id),
      result TEXT,                         -- JSON: what it cost and kept
      PRIMARY KEY (pipeline, number)
    ) WITHOUT ROWID;
    """
}
