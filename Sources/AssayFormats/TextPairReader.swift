import AssayModel
import CSimdjson

/// Two texts and whether they are duplicates.
public struct TextPair: Hashable, Sendable {
  public var first: String
  public var second: String
  public var isDuplicate: Bool
  public init(first: String, second: String, isDuplicate: Bool) {
    self.first = first
    self.second = second
    self.isDuplicate = isDuplicate
  }
}

/// Reads pairs of texts with a truth from JSONL, a JSON array, CSV or TSV, gzip'd or not.
public final class TextPairReader {
  /// Where the texts and the truth are.
  public struct Names: Hashable, Sendable {
    /// Two names, or none: the first pair of ``known`` that a row has.
    public var texts: [String]
    /// nil: the first of ``knownTruths`` that a row has.
    public var truth: String?
    /// From which number on a truth that is a degree of similarity counts as a duplicate; nil: it is 0 or 1.
    public var from: Double?
    public init(texts: [String] = [], truth: String? = nil, from: Double? = nil) {
      self.texts = texts
      self.truth = truth
      self.from = from
    }
  }

  static let known = [
    ("a", "b"), ("text1", "text2"), ("sentence1", "sentence2"), ("question1", "question2"),
    ("first", "second"),
  ]
  static let knownTruths = ["duplicate", "is_duplicate", "label", "truth", "equivalent", "paraphrase"]

  public enum Event: Sendable {
    case pair(TextPair)
    case problem(LineProblem)
  }

  private let records: RecordReader
  private let names: Names

  /// - Throws: an error that says what cannot be opened and why.
  public init(path: String, names: Names = Names()) throws {
    records = try RecordReader(path: path)
    self.names = names
  }

  /// The next pair or problem; nil at the end.
  ///
  /// - Throws: an error that ends the file: it cannot be read further.
  public func next() throws -> Event? {
    try records.next { root, line in
      switch self.pair(root) {
      case .success(let pair): .pair(pair)
      case .failure(let problem):
        .problem(
          LineProblem(file: self.records.name, line: line, field: problem.field, message: problem.message))
      }
    } problem: {
      .problem($0)
    }
  }

  private func pair(_ root: JSONNode) -> Result<TextPair, RowProblem> {
    let candidates = names.texts.count == 2 ? [(names.texts[0], names.texts[1])] : Self.known
    let texts = candidates.lazy.compactMap { first, second -> (String, String)? in
      guard let first = root[first]?.plainText, let second = root[second]?.plainText else { return nil }
      return (first, second)
    }.first
    guard let texts else {
      return .failure(
        RowProblem(
          message: "no two texts found (a and b, text1 and text2 …); name them: --field NAME --field NAME"))
    }
    let truths = names.truth.map { [$0] } ?? Self.knownTruths
    guard let name = truths.first(where: { root[$0] != nil }), let node = root[name] else {
      return .failure(
        RowProblem(
          message: "no truth found (\(Self.knownTruths.joined(separator: ", "))); name it: --truth NAME"))
    }
    guard let isDuplicate = truth(node) else {
      let hint =
        names.from == nil
        ? "0 or 1; for degrees of similarity say where duplicates begin: --true-from" : "a number"
      return .failure(RowProblem(field: name, message: "the truth is \(hint)"))
    }
    return .success(TextPair(first: texts.0, second: texts.1, isDuplicate: isDuplicate))
  }

  private func truth(_ node: JSONNode) -> Bool? {
    let number = node.number ?? node.string.flatMap { Double($0) }
    if let from = names.from { return number.map { $0 >= from } }
    if let flag = node.bool ?? node.string.flatMap({ Bool($0.lowercased()) }) { return flag }
    return number == 1 ? true : number == 0 ? false : nil
  }
}
