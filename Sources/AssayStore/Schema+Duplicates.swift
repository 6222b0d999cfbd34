/// Version 2: what the search for near duplicates keeps.
extension Schema {
  /// Fingerprints can be made again, so those of version 1, which do not say how they were made, are dropped.
  static let fingerprints = """
    DROP TABLE fingerprint;
    CREATE TABLE fingerprint (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      settings INTEGER NOT NULL,           -- digest of the settings that it was made with
      bands BLOB NOT NULL
    );
    """

  /// A table with row numbers: a row of a kilobyte would make the tree of a table without them deep.
  static let vectors = """
    CREATE TABLE embedding_model (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      dimensions INTEGER NOT NULL
    );
    CREATE TABLE vector (
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES embedding_model (id),
      hash BLOB NOT NULL,                  -- of the text, 16 bytes
      vector BLOB NOT NULL                 -- Float32, little endian
    );
    CREATE UNIQUE INDEX vector_hash ON vector (model, hash);
    """

  /// The method comes first in the key: pairs are replaced by method. `comparison` is what makes the next
  /// search short: what was compared, how, and up to which example.
  static let pairs = """
    CREATE TABLE duplicate_pair (
      method INTEGER NOT NULL,             -- see MethodCode
      first INTEGER NOT NULL,              -- the numbers of the examples less one, the lower first
      second INTEGER NOT NULL,
      similarity REAL NOT NULL,
      PRIMARY KEY (method, first, second)
    ) WITHOUT ROWID;
    CREATE TABLE comparison (
      subject TEXT NOT NULL,               -- '': the examples with each other; else a set's name
      method TEXT NOT NULL,
      identity TEXT NOT NULL,              -- settings, fingerprints, model, the set's content
      threshold REAL NOT NULL,             -- at which pairs were looked for
      floor REAL NOT NULL,                 -- pairs of a lower similarity were not kept
      examples INTEGER NOT NULL,           -- those up to this number were compared
      seconds REAL NOT NULL,
      recall REAL,                         -- estimated share of the pairs that were found
      PRIMARY KEY (subject, method)
    ) WITHOUT ROWID;
    CREATE TABLE reference_match (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,
      role TEXT NOT NULL,
      example INTEGER NOT NULL REFERENCES example (id),
      line INTEGER NOT NULL,
      method TEXT NOT NULL,
      similarity REAL NOT NULL,
      text TEXT NOT NULL
    );
    CREATE INDEX reference_match_subject ON reference_match (subject, example);
    CREATE INDEX reference_match_example ON reference_match (example);
    """

  /// A cluster goes by the number of one of its members. An example is in one cluster at most, so no two
  /// clusters have the same number. Clusters without members, which showed nowhere, are left behind.
  static let clustersByExample = """
    ALTER TABLE cluster RENAME TO old_cluster;
    ALTER TABLE cluster_member RENAME TO old_member;
    DROP INDEX cluster_name;
    DROP INDEX cluster_size;
    DROP INDEX cluster_member_cluster;
    CREATE TABLE cluster (
      id INTEGER PRIMARY KEY,              -- of its oldest member; imported: of the first that was named
      method TEXT NOT NULL,
      threshold REAL NOT NULL,
      name TEXT,                           -- as imported; NULL: computed here
      size INTEGER NOT NULL DEFAULT 0,
      kind TEXT                            -- DuplicateKind; NULL: imported without saying
    );
    CREATE UNIQUE INDEX cluster_name ON cluster (name, method) WHERE name IS NOT NULL;
    CREATE INDEX cluster_size ON cluster (size DESC, id);
    CREATE TABLE cluster_member (
      example INTEGER PRIMARY KEY REFERENCES example (id),
      cluster INTEGER NOT NULL REFERENCES cluster (id),
      similarity REAL NOT NULL,
      representative INTEGER NOT NULL,
      method TEXT NOT NULL
    );
    CREATE INDEX cluster_member_cluster ON cluster_member (cluster);
    INSERT INTO cluster (id, method, threshold, name, size, kind)
      SELECT (SELECT min(example) FROM old_member WHERE cluster = old_cluster.id), method, threshold, name,
        size, CASE WHEN name IS NOT NULL THEN NULL WHEN method = 'exact' THEN 'exact' ELSE 'near' END
      FROM old_cluster WHERE id IN (SELECT cluster FROM old_member);
    INSERT INTO cluster_member (example, cluster, similarity, representative, method)
      SELECT example, first.id, similarity, representative, old_cluster.method
      FROM old_member
      JOIN (SELECT cluster, min(example) AS id FROM old_member GROUP BY cluster) AS first
        ON first.cluster = old_member.cluster
      JOIN old_cluster ON old_cluster.id = old_member.cluster;
    DROP TABLE old_member;
    DROP TABLE old_cluster;
    """
}
