/// Version 4: what was drawn to be labelled and with which chance, which split each example is in, and what was measured
/// and adopted. Nothing in these tables is ever changed: what is newer stands beside what is older.
extension Schema {
  static let calibration = """
    CREATE TABLE draw (
      id INTEGER PRIMARY KEY,
      strategy TEXT NOT NULL,
      judge INTEGER REFERENCES judge (id),
      seed INTEGER NOT NULL,               -- the bits of an unsigned one
      population INTEGER NOT NULL,
      reviewer TEXT,
      at INTEGER NOT NULL
    );
    CREATE TABLE drawn (
      draw INTEGER NOT NULL REFERENCES draw (id),
      position INTEGER NOT NULL,           -- 1, 2, 3 ... in the order in which they are shown
      example INTEGER NOT NULL REFERENCES example (id),
      role TEXT NOT NULL,
      probability REAL,
      stratum TEXT,
      reason TEXT NOT NULL,
      PRIMARY KEY (draw, position)
    ) WITHOUT ROWID;
    CREATE TABLE split (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      split TEXT NOT NULL,
      cluster INTEGER NOT NULL,            -- the smallest example number of its cluster at the time
      at INTEGER NOT NULL
    );
    CREATE TABLE keep_rule (
      id INTEGER PRIMARY KEY,
      judge INTEGER NOT NULL REFERENCES judge (id),
      rule TEXT NOT NULL,                  -- JSON
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      note TEXT
    );
    CREATE TABLE adoption (
      id INTEGER PRIMARY KEY,
      judge INTEGER NOT NULL REFERENCES judge (id),
      rule INTEGER REFERENCES keep_rule (id),
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE TABLE test_opening (
      id INTEGER PRIMARY KEY,
      set_hash TEXT NOT NULL,
      judge INTEGER NOT NULL REFERENCES judge (id),
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      purpose TEXT NOT NULL
    );
    CREATE TABLE measurement (
      id INTEGER PRIMARY KEY,
      judge INTEGER NOT NULL REFERENCES judge (id),
      json TEXT NOT NULL
    );
    ALTER TABLE decision ADD COLUMN rubric TEXT;
    """
}
