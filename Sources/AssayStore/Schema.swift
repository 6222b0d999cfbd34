import GRDB

/// The tables of a workspace. Migrations are only ever added: a file of any earlier version must
/// open for good.
enum Schema {
  /// What `PRAGMA user_version` says; raised with every migration.
  static let version = 5
  /// `PRAGMA application_id`: "ASSY" in ASCII. Tells a workspace from any other SQLite file.
  static let applicationID = 0x4153_5359
  /// Pages of 8 KiB hold some twenty rows of text of the usual length, and few rows spill over; the
  /// pages that one decision dirties still add up to little.
  static let pageSize = 8192

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 examples, judgements, decisions") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      for sql in [dictionaries, examples, judgements, clusters, decisions, bookkeeping] {
        try db.execute(sql: sql)
      }
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    migrator.registerMigration("2 pairs, vectors, references, clusters by example") { db in
      for sql in [fingerprints, vectors, pairs, clustersByExample] { try db.execute(sql: sql) }
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3 answers, judges by definition, runs, probes") { db in
      for sql in [answers, judging, runs, probes] { try db.execute(sql: sql) }
      try db.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4 draws, splits, rules, adoptions, measurements") { db in
      try db.execute(sql: calibration)
      try db.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("5 calls of generation, pipelines") { db in
      for sql in [generation, pipelines] { try db.execute(sql: sql) }
      try db.execute(sql: "PRAGMA user_version = 5")
    }
    return migrator
  }

  private static let dictionaries = """
    CREATE TABLE label (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE technique (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE mapping (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE);
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      technique INTEGER REFERENCES technique (id),  -- NULL: none, or its rows differ
      count INTEGER NOT NULL DEFAULT 0
    );
    """

  /// `example` is narrow because all of it is read at the start; `body` is read one row at a time.
  private static let examples = """
    CREATE TABLE example (
      id INTEGER PRIMARY KEY,              -- 1, 2, 3 ... without gaps, in the order of import
      batch INTEGER NOT NULL REFERENCES batch (id),
      label INTEGER REFERENCES label (id),
      technique INTEGER REFERENCES technique (id),
      length INTEGER NOT NULL              -- characters of all text fields together
    );
    CREATE TABLE body (
      id INTEGER PRIMARY KEY REFERENCES example (id) DEFERRABLE INITIALLY DEFERRED,
      key TEXT NOT NULL,                   -- the id the row came with, else the hash of its content
      hash BLOB NOT NULL,                  -- of the content, 16 bytes
      shape TEXT NOT NULL,
      mapping INTEGER REFERENCES mapping (id),
      difficulty TEXT,
      model TEXT,
      prompt_version TEXT,
      parent TEXT,
      seeds TEXT,                          -- JSON array
      body TEXT NOT NULL                   -- the row as it came, a JSON object
    );
    CREATE UNIQUE INDEX body_key ON body (key);
    CREATE TABLE fingerprint (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      bands BLOB NOT NULL
    );
    CREATE TABLE truth (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      verdict TEXT,
      label TEXT,
      source TEXT
    );
    """

  private static let judgements = """
    CREATE TABLE judge (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      dimensions TEXT NOT NULL,            -- JSON array, in the order of the vectors; only grows
      count INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE judgement (
      judge INTEGER NOT NULL REFERENCES judge (id),
      example INTEGER NOT NULL REFERENCES example (id),
      vector BLOB NOT NULL,                -- Float64, little endian; NaN: see ScoreVector
      mean REAL,
      PRIMARY KEY (judge, example)
    ) WITHOUT ROWID;
    CREATE TABLE judgement_detail (
      judge INTEGER NOT NULL,
      example INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (judge, example),
      FOREIGN KEY (judge, example) REFERENCES judgement (judge, example)
    ) WITHOUT ROWID;
    """

  private static let clusters = """
    CREATE TABLE cluster (
      id INTEGER PRIMARY KEY,
      method TEXT NOT NULL,
      threshold REAL NOT NULL,
      name TEXT,                           -- as imported; NULL: computed here
      size INTEGER NOT NULL DEFAULT 0
    );
    CREATE UNIQUE INDEX cluster_name ON cluster (name, method) WHERE name IS NOT NULL;
    CREATE INDEX cluster_size ON cluster (size DESC, id);
    CREATE TABLE cluster_member (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      cluster INTEGER NOT NULL REFERENCES cluster (id),
      similarity REAL NOT NULL,
      representative INTEGER NOT NULL
    );
    CREATE INDEX cluster_member_cluster ON cluster_member (cluster);
    """

  /// Nothing in the log can change, whoever writes to the file. The third trigger is there because
  /// INSERT OR REPLACE deletes without waking delete triggers.
  private static let decisions = """
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      uuid TEXT NOT NULL UNIQUE,
      step INTEGER NOT NULL,
      example INTEGER REFERENCES example (id),
      reviewer TEXT NOT NULL,
      kind TEXT NOT NULL,
      value TEXT,
      at INTEGER NOT NULL,                 -- milliseconds since 1970
      duration INTEGER,
      blind INTEGER NOT NULL
    );
    CREATE INDEX decision_example ON decision (example) WHERE example IS NOT NULL;
    CREATE TRIGGER decision_keep_on_update BEFORE UPDATE ON decision BEGIN
      SELECT RAISE(ABORT, 'decisions are never changed');
    END;
    CREATE TRIGGER decision_keep_on_delete BEFORE DELETE ON decision BEGIN
      SELECT RAISE(ABORT, 'decisions are never deleted');
    END;
    CREATE TRIGGER decision_keep_on_replace BEFORE INSERT ON decision
    WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM decision WHERE uuid = NEW.uuid)
    BEGIN
      SELECT RAISE(ABORT, 'decisions are never replaced');
    END;
    """

  /// The triggers without which the log is not safe.
  static let logTriggers = [
    "decision_keep_on_delete", "decision_keep_on_replace", "decision_keep_on_update",
  ]

  /// `revision` counts the changes to what was there already, which the number of examples does not tell.
  private static let bookkeeping = """
    CREATE TABLE session (reviewer TEXT PRIMARY KEY, json TEXT NOT NULL);
    CREATE TABLE revision (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL);
    INSERT INTO revision VALUES (1, 0);
    """
}
