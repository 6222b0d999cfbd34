/// Version 3: what judges are asked and answer here, the runs that ask, and the probes that keep them honest.
extension Schema {
  /// With row numbers, so that answers go to the end of the table and only the index of the hashes is written to at
  /// random places.
  static let answers = """
    CREATE TABLE answer (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL,                  -- of the whole request, SHA-256
      model TEXT NOT NULL,                 -- that was asked
      text TEXT NOT NULL,
      finish TEXT NOT NULL,
      tokens_in INTEGER,
      tokens_out INTEGER,
      served TEXT,                         -- what the server calls the model that answered
      tokens BLOB,                         -- log-probabilities, see TokenBytes
      seconds REAL NOT NULL,
      cost REAL,
      at INTEGER NOT NULL                  -- milliseconds since 1970
    );
    CREATE UNIQUE INDEX answer_hash ON answer (hash);
    """

  /// Columns are added without touching a row. `serial` is given to judgements that are made here, from a counter of
  /// the whole workspace; the index holds only those.
  static let judging = """
    CREATE TABLE judge_version (
      judge INTEGER PRIMARY KEY REFERENCES judge (id),
      family TEXT NOT NULL,                -- what it is called in the configuration
      number INTEGER NOT NULL,             -- inside the family
      panel INTEGER REFERENCES judge (id), -- the panel that it is a member of
      fingerprint BLOB NOT NULL UNIQUE,    -- of the definition, SHA-256
      definition TEXT NOT NULL,            -- JSON
      parent INTEGER REFERENCES judge (id), -- the version that it was made from
      author TEXT,
      at INTEGER NOT NULL
    );
    CREATE INDEX judge_version_family ON judge_version (family, number);
    ALTER TABLE judgement ADD COLUMN spread REAL;
    ALTER TABLE judgement ADD COLUMN failed INTEGER;
    ALTER TABLE judgement ADD COLUMN serial INTEGER;
    CREATE INDEX judgement_serial ON judgement (judge, serial) WHERE serial IS NOT NULL;
    ALTER TABLE revision ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;
    """

  static let runs = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL,
      parameters TEXT NOT NULL,            -- JSON
      progress TEXT NOT NULL,              -- JSON
      wish TEXT NOT NULL,                  -- JSON
      started INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      ended INTEGER,                       -- NULL: goes on, or its process is gone
      process INTEGER NOT NULL,
      host TEXT NOT NULL
    );
    """

  static let probes = """
    CREATE TABLE probe (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      origin INTEGER NOT NULL REFERENCES example (id),
      fault TEXT,                          -- NULL: known to be good
      detail TEXT NOT NULL,
      status TEXT NOT NULL,
      reviewer TEXT,
      place INTEGER REFERENCES example (id)  -- the example that it is shown after; NULL: anywhere
    );
    CREATE INDEX probe_bad ON probe (example) WHERE fault IS NOT NULL;
    CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    """
}
