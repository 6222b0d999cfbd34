import AssayModel

/// One example with all that the tables know of it, as an export wants it. The decisions are in the
/// log, see ``Workspace/decisions(after:)``.
public struct StoredRow: Hashable, Sendable {
  public var id: ExampleID
  public var key: String
  /// The row as it came, one JSON object.
  public var body: String
  public var shape: RowShape
  public var mapping: FieldMapping
  public var batch: BatchID
  public var batchName: String
  public var label: String?
  public var difficulty: String?
  public var provenance: Provenance
  /// In the order of the judges.
  public var judgements: [Judgement]
  public var truth: Truth?
  /// The membership as an import takes it: a cluster that was computed here goes by its number.
  public var cluster: ImportedCluster?
}
