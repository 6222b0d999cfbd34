/// A row of an import or export file after it has been understood, before it has a place in a
/// workspace. `docs/schema.md` describes the file side.
public struct ImportRow: Hashable, Sendable {
  /// The id that the row came with.
  public var key: String?
  public var shape: RowShape
  /// The row as one JSON object without the keys that Assay keeps in tables of its own (id, batch,
  /// judgements, decisions, truth, cluster), byte for byte as it came: what is exported again.
  public var body: String
  /// How `fields` were found; given back to the `BodyReader`.
  public var mapping: FieldMapping
  public var fields: [TextField]
  public var label: String?
  public var difficulty: String?
  public var batch: String?
  public var provenance: Provenance
  public var judgements: [Judgement]
  public var decisions: [ImportedDecision]
  public var truth: Truth?
  public var cluster: ImportedCluster?
  public init(
    key: String? = nil, shape: RowShape = .plain, body: String, mapping: FieldMapping = FieldMapping(),
    fields: [TextField],
    label: String? = nil, difficulty: String? = nil, batch: String? = nil,
    provenance: Provenance = Provenance(), judgements: [Judgement] = [],
    decisions: [ImportedDecision] = [], truth: Truth? = nil, cluster: ImportedCluster? = nil
  ) {
    self.key = key
    self.shape = shape
    self.body = body
    self.mapping = mapping
    self.fields = fields
    self.label = label
    self.difficulty = difficulty
    self.batch = batch
    self.provenance = provenance
    self.judgements = judgements
    self.decisions = decisions
    self.truth = truth
    self.cluster = cluster
  }
}

/// A row that has no text of its own: what it says belongs to the example with this key.
public struct ImportAnnotation: Hashable, Sendable {
  public var key: String
  public var judgements: [Judgement]
  public var decisions: [ImportedDecision]
  public var truth: Truth?
  public var cluster: ImportedCluster?
  public init(
    key: String, judgements: [Judgement] = [], decisions: [ImportedDecision] = [],
    truth: Truth? = nil, cluster: ImportedCluster? = nil
  ) {
    self.key = key
    self.judgements = judgements
    self.decisions = decisions
    self.truth = truth
    self.cluster = cluster
  }
}

/// A decision from a file. Undone ones are not exported, so undo and redo never occur here.
public struct ImportedDecision: Hashable, Sendable {
  /// nil: made from the content, so that the same decision is never there twice.
  public var uuid: String?
  /// Decisions of one step share it; nil: a step of its own.
  public var step: String?
  public var reviewer: String
  public var action: Decision.Action
  /// The keys of the examples that a separate or a merge names; the numbers in ``action`` mean nothing then, since
  /// a file knows keys only.
  public var others: [String]
  public var at: Int64?
  public var duration: Int64?
  public var blind: Bool
  public var rubric: String?
  public init(
    uuid: String? = nil, step: String? = nil, reviewer: String, action: Decision.Action,
    others: [String] = [], at: Int64? = nil, duration: Int64? = nil, blind: Bool = false,
    rubric: String? = nil
  ) {
    self.uuid = uuid
    self.step = step
    self.reviewer = reviewer
    self.action = action
    self.others = others
    self.at = at
    self.duration = duration
    self.blind = blind
    self.rubric = rubric
  }
}

/// The membership in a duplicate cluster that came with a row.
public struct ImportedCluster: Hashable, Sendable, Codable {
  public var id: String
  public var method: String
  public var threshold: Double
  public var similarity: Double
  public var representative: Bool
  /// In what way the cluster's members are the same; nil: not said.
  public var kind: DuplicateKind?
  /// The method that says so of this member; nil: ``method``.
  public var memberMethod: String?
  public init(
    id: String, method: String = "imported", threshold: Double = 0, similarity: Double = 1,
    representative: Bool = false, kind: DuplicateKind? = nil, memberMethod: String? = nil
  ) {
    self.id = id
    self.method = method
    self.threshold = threshold
    self.similarity = similarity
    self.representative = representative
    self.kind = kind
    self.memberMethod = memberMethod == method ? nil : memberMethod
  }
}
