import AssayModel

/// One example with all that the tables know of it, as an export wants it. The decisions are in the
/// log, see ``Workspace/decisions(after:)``.
public struct StoredRow: Hashable, Sendable {
  /// Its number in this workspace.
  public var id: ExampleID
  /// The id that the row came with, else the hash of its content.
  public var key: String
  /// The row as it came, one JSON object.
  public var body: String
  /// What the body looks like.
  public var shape: RowShape
  /// How the fields were found.
  public var mapping: FieldMapping
  /// The number of its batch.
  public var batch: BatchID
  /// The name of its batch.
  public var batchName: String
  /// The label it came with.
  public var label: String?
  /// The difficulty it came with.
  public var difficulty: String?
  /// How it was made.
  public var provenance: Provenance
  /// In the order of the judges.
  public var judgements: [Judgement]
  /// The verdict that came with the data.
  public var truth: Truth?
  /// The membership as an import takes it: a cluster that was computed here goes by its number.
  public var cluster: ImportedCluster?
}
