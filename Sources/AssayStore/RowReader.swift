import AssayModel
import GRDB

/// Reads examples one at a time, for as long as one snapshot lasts.
final class RowReader {
  private let rows: SQLiteStatement
  // Prepared when first used: most reads are of a handful of rows.
  private lazy var vectors = prepare("SELECT vector FROM judgement WHERE judge = ? AND example = ?")
  private lazy var details = prepare("SELECT json FROM judgement_detail WHERE judge = ? AND example = ?")
  private lazy var truths = prepare("SELECT verdict, label, source FROM truth WHERE example = ?")
  private lazy var members = prepare(
    """
    SELECT ifnull(cluster.name, cluster.id), cluster.method, threshold, similarity, representative, kind,
      cluster_member.method
    FROM cluster_member JOIN cluster ON cluster.id = cluster_member.cluster WHERE example = ?
    """)
  private lazy var judges = Result { try workspace.judges(in: db) }
  private let workspace: Workspace
  private let db: Database
  /// Decoding JSON for every row would be most of the time of an export.
  private var mappings: [String: FieldMapping] = [:]

  init(workspace: Workspace, db: Database) throws {
    self.workspace = workspace
    self.db = db
    rows = try workspace.kept(
      """
      SELECT body.key, body.body, body.shape, mapping.json, example.batch, batch.name, label.name,
        body.difficulty, technique.name, body.model, body.prompt_version, body.parent, body.seeds
      FROM body JOIN example ON example.id = body.id JOIN batch ON batch.id = example.batch
      LEFT JOIN label ON label.id = example.label
      LEFT JOIN technique ON technique.id = example.technique
      LEFT JOIN mapping ON mapping.id = body.mapping
      WHERE body.id = ?
      """, on: db)
  }

  private func prepare(_ sql: String) -> Result<SQLiteStatement, any Error> {
    Result { try workspace.kept(sql, on: db) }
  }

  /// The row without judgements, truth and cluster; nil when there is no such example.
  func record(_ id: ExampleID) throws -> StoredRow? {
    rows.bind(id.rawValue, at: 1)
    defer { rows.reset() }
    guard try rows.step() else { return nil }
    let seeds = try rows.optionalText(12).map { try StoredJSON.decode([String].self, from: $0) }
    return StoredRow(
      id: id, key: rows.text(0), body: rows.text(1), shape: RowShape(rawValue: rows.text(2)) ?? .plain,
      mapping: try mapping(rows.optionalText(3)), batch: BatchID(rows.integer(4)), batchName: rows.text(5),
      label: rows.optionalText(6), difficulty: rows.optionalText(7),
      provenance: Provenance(
        technique: rows.optionalText(8), model: rows.optionalText(9), promptVersion: rows.optionalText(10),
        parent: rows.optionalText(11), seeds: seeds ?? []),
      judgements: [], truth: nil, cluster: nil)
  }

  private func mapping(_ json: String?) throws -> FieldMapping {
    guard let json else { return FieldMapping() }
    if let known = mappings[json] { return known }
    let mapping = try StoredJSON.decode(FieldMapping.self, from: json)
    mappings[json] = mapping
    return mapping
  }

  /// The whole row.
  func row(_ id: ExampleID) throws -> StoredRow? {
    guard var row = try record(id) else { return nil }
    row.judgements = try judgements(on: id)
    row.truth = try truth(on: id)
    row.cluster = try membership(of: id)
    return row
  }

  func judgements(on id: ExampleID) throws -> [Judgement] {
    try judges.get().compactMap { try judgement(of: $0, on: id) }
  }

  /// What one judge says; nil: it has not judged the example.
  func judgement(of judge: JudgeVersion, on id: ExampleID) throws -> Judgement? {
    let vectors = try vectors.get()
    vectors.bind(judge.id.rawValue, at: 1)
    vectors.bind(id.rawValue, at: 2)
    defer { vectors.reset() }
    guard try vectors.step() else { return nil }
    let vector = ScoreVector.decode(vectors.bytes(0))
    return try detail(of: judge.id, on: id)
      .judgement(judge: judge.name, dimensions: judge.dimensions, vector: vector)
  }

  private func detail(of judge: JudgeID, on id: ExampleID) throws -> JudgementDetail {
    let details = try details.get()
    details.bind(judge.rawValue, at: 1)
    details.bind(id.rawValue, at: 2)
    defer { details.reset() }
    guard try details.step() else { return JudgementDetail() }
    return try StoredJSON.decode(JudgementDetail.self, from: details.text(0))
  }

  func truth(on id: ExampleID) throws -> Truth? {
    let truths = try truths.get()
    truths.bind(id.rawValue, at: 1)
    defer { truths.reset() }
    guard try truths.step() else { return nil }
    return Truth(
      verdict: truths.optionalText(0).flatMap { Verdict(rawValue: $0) }, label: truths.optionalText(1),
      source: truths.optionalText(2))
  }

  private func membership(of id: ExampleID) throws -> ImportedCluster? {
    let members = try members.get()
    members.bind(id.rawValue, at: 1)
    defer { members.reset() }
    guard try members.step() else { return nil }
    return ImportedCluster(
      id: members.text(0), method: members.text(1), threshold: members.real(2), similarity: members.real(3),
      representative: members.integer(4) != 0,
      kind: members.optionalText(5).flatMap { DuplicateKind(rawValue: $0) }, memberMethod: members.text(6))
  }
}
