import AssayFormats

/// A person's scores and a judge's of the same examples, from two files.
public struct FileScores: Sendable {
  /// One example that both have spoken of, or that the judge alone has scored.
  public struct Pair: Sendable {
    public var id: String
    public var group: String?
    public var human: ScoreRow?
    public var judge: ScoreRow
  }

  public var judge: String
  /// In the order of the person's file, then what only the judge has scored.
  public var pairs: [Pair]
  /// Examples with a person's word and none of the judge.
  public var unjudged: Int
  public var problems: [LineProblem]

  /// Why two files cannot be compared.
  public enum Problem: Error, Hashable, Sendable {
    case noRows(file: String)
    /// The file holds several, and none or another was named.
    case whichJudge(file: String, judges: [String])
    /// No id occurs in both.
    case nothingInCommon(human: String, scores: String)
  }

  /// - Parameters:
  ///   - human: the person's file.
  ///   - scores: the judge's, perhaps of several judges.
  ///   - judge: which of them; nil: the only one.
  ///   - groupBy: a field of the person's file, or else of the judge's.
  /// - Throws: a ``Problem``, or an error that says what cannot be read.
  public init(human: String, scores: String, judge wanted: String? = nil, groupBy: String? = nil) throws {
    var problems: [LineProblem] = []
    let people = try Self.rows(human, groupBy, &problems)
    let judged = try Self.rows(scores, groupBy, &problems)
    let names = Set(judged.map { $0.judge ?? "judge" }).sorted()
    guard !people.isEmpty else { throw Problem.noRows(file: human) }
    guard !judged.isEmpty else { throw Problem.noRows(file: scores) }
    guard let name = wanted ?? (names.count == 1 ? names[0] : nil), names.contains(name) else {
      throw Problem.whichJudge(file: scores, judges: names)
    }
    // The last word of each counts, as in a log.
    var byID: [String: ScoreRow] = [:]
    for row in judged where (row.judge ?? "judge") == name { byID[row.id] = row }
    var known: Set<String> = []
    var pairs: [Pair] = []
    var lines: [String: Int] = [:]
    unjudged = 0
    for row in people {
      guard let score = byID[row.id] else {
        if known.insert(row.id).inserted { unjudged += 1 }
        continue
      }
      let pair = Pair(id: row.id, group: row.group ?? score.group, human: row, judge: score)
      if let line = lines[row.id] {
        pairs[line] = pair
      } else {
        lines[row.id] = pairs.count
        pairs.append(pair)
      }
      known.insert(row.id)
    }
    guard !pairs.isEmpty else { throw Problem.nothingInCommon(human: human, scores: scores) }
    for row in judged where (row.judge ?? "judge") == name && known.insert(row.id).inserted {
      pairs.append(Pair(id: row.id, group: row.group, human: nil, judge: byID[row.id] ?? row))
    }
    (self.judge, self.pairs, self.problems) = (name, pairs, problems)
  }

  private static func rows(
    _ path: String, _ groupBy: String?, _ problems: inout [LineProblem]
  ) throws -> [ScoreRow] {
    let reader = try ScoreFileReader(path: path, groupBy: groupBy)
    var rows: [ScoreRow] = []
    while let event = try reader.next() {
      switch event {
      case .row(let row): rows.append(row)
      case .problem(let problem): problems.append(problem)
      }
    }
    return rows
  }
}
