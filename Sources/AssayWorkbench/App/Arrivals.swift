import AssayModel

/// Examples that came into the workspace after those that the screen has.
public struct ArrivedExamples: Sendable {
  /// How many came before them.
  public var after: Int
  /// Of these examples alone, with the scores of `columns.judge`.
  public var columns: ExampleColumns
  public init(after: Int, columns: ExampleColumns) {
    self.after = after
    self.columns = columns
  }
}

/// What came while a person was here and has not been looked at.
public struct News: Equatable, Sendable {
  /// Examples, in the list on the screen or not.
  public var count: Int
  /// The batches that they are in, the newest last.
  public var batches: [BatchID]
  /// The first of them.
  public var first: ExampleID
}

/// How far the screen is with examples that come while it stands.
struct ArrivalState: Sendable {
  /// Not looked at yet; nil: nothing.
  var news: News?
  /// The names of the batches that came last, looked at or not.
  var latest: [String] = []
  /// Columns of new examples have been asked for.
  var isReading = false
  /// They have come while a list was being made, which uses the columns that are there.
  var held: ArrivedExamples?
  /// How many rows of the workspace the chosen list was made from.
  var listed = 0
  /// Scores of examples whose columns are not there yet.
  var scores: [ExampleID: ScoreBatch.Score] = [:]
}
