/// What a row of a score file says: somebody's scores or verdict for the example with this id.
public struct ScoreRow: Hashable, Sendable {
  public var id: String
  /// "judge", or "judge/prompt" where a row has both; nil: a person's row.
  public var judge: String?
  /// By dimension; what is null or missing is not there.
  public var scores: [String: Double]
  /// Accepted or rejected, where the row says so itself.
  public var isAccepted: Bool?
  /// The value of the field that groups rows; nil: no such field was asked for, or the row has none.
  public var group: String?
}

/// Reads scores from JSONL, a JSON array, CSV or TSV, gzip'd or not: `{"id": …, "scores": {"accuracy": 4}}`, with the
/// scores under `human` or `scores`, a verdict under `verdict` and the judge's name under `judge` (and `prompt`).
public final class ScoreFileReader {
  public enum Event: Sendable {
    case row(ScoreRow)
    case problem(LineProblem)
  }

  private let records: RecordReader
  private let groupField: String?
  static let containers = ["human", "scores"]

  /// - Throws: an error that says what cannot be opened and why.
  public init(path: String, groupBy field: String? = nil) throws {
    records = try RecordReader(path: path)
    groupField = field
  }

  /// The next row or problem; nil at the end.
  ///
  /// - Throws: an error that ends the file: it cannot be read further.
  public func next() throws -> Event? {
    try records.next { root, line in
      switch self.row(root) {
      case .success(let row): .row(row)
      case .failure(let problem):
        .problem(
          LineProblem(file: self.records.name, line: line, field: problem.field, message: problem.message))
      }
    } problem: {
      .problem($0)
    }
  }

  private func row(_ root: JSONNode) -> Result<ScoreRow, RowProblem> {
    guard let id = root["id"]?.plainText, !id.isEmpty else {
      return .failure(RowProblem(field: "id", message: "missing: it says which example the scores are of"))
    }
    var row = ScoreRow(id: id, scores: [:])
    row.group = groupField.flatMap { root[$0]?.plainText }
    row.judge = root["judge"]?.plainText.map { judge in
      root["prompt"]?.plainText.map { "\(judge)/\($0)" } ?? judge
    }
    if let node = root["verdict"] {
      guard let word = node.string, let verdict = ["accept": true, "reject": false][word] else {
        return .failure(RowProblem(field: "verdict", message: "must be \"accept\" or \"reject\""))
      }
      row.isAccepted = verdict
    }
    if let name = Self.containers.first(where: { root[$0]?.kind == .object }), let node = root[name] {
      for score in node.children {
        if score.kind == .null { continue }
        guard let value = score.number, value.isFinite else {
          return .failure(
            RowProblem(field: "\(name).\(score.key)", message: "a score is a number, not \(score.kind.words)")
          )
        }
        row.scores[score.key] = value
      }
    } else if row.isAccepted == nil {
      return .failure(
        RowProblem(message: "no scores found: an object under \"human\" or \"scores\", or a \"verdict\""))
    }
    return .success(row)
  }
}
