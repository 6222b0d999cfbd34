import AssayModel
import Foundation

/// Reads the members that Assay keeps in tables of its own. A member of such a name that does not have
/// the form stays what it was: a field of the row.
struct AnnotationParser {
  let root: JSONNode

  struct Result {
    var judgements: [Judgement] = []
    var decisions: [ImportedDecision] = []
    var truth: Truth?
    var cluster: ImportedCluster?
    /// The members that were read, and leave the row: a few, so that a list is quicker than a set.
    var takenNames: [String] = []
    var isEmpty: Bool { judgements.isEmpty && decisions.isEmpty && truth == nil && cluster == nil }
  }

  func parse() throws(RowProblem) -> Result {
    var result = Result()
    if let node = root["judgements"], node.kind == .array,
      node.children.allSatisfy({ $0["judge"]?.kind == .string })
    {
      for (index, item) in node.children.enumerated() {
        result.judgements.append(try judgement(item, at: "judgements.\(index)."))
      }
      result.takenNames.append("judgements")
    }
    if let judge = root["judge"], judge.kind == .string, root["scores"]?.kind == .object {
      result.judgements.append(try judgement(root, at: ""))
      result.takenNames += [
        "judge", "scores", "reason", "reasons", "raw", "probabilities", "tokens", "seconds",
      ]
      result.takenNames += ["values", "spreads"].filter { root[$0]?.kind == .object }
      if root["failure"]?.kind == .string { result.takenNames.append("failure") }
    }
    if let node = root["decisions"], node.kind == .array,
      node.children.allSatisfy({ $0["reviewer"]?.kind == .string })
    {
      for (index, item) in node.children.enumerated() {
        result.decisions += try decisions(item, at: "decisions.\(index).")
      }
      result.takenNames.append("decisions")
    }
    if root["reviewer"]?.kind == .string, Self.actionNames.contains(where: { root[$0] != nil }) {
      result.decisions += try decisions(root, at: "")
      result.takenNames += Self.actionNames + ["reviewer", "uuid", "step", "at", "blind", "rubric"]
      if root["judge"] == nil { result.takenNames.append("seconds") }
    }
    try readTruth(&result)
    try readCluster(&result)
    // Export shows them; they follow from the sets and are found again by a search, so they are not taken in.
    if let node = root["reference_matches"], node.kind == .array,
      node.children.allSatisfy({ $0["set"]?.kind == .string && $0["role"]?.kind == .string })
    {
      result.takenNames.append("reference_matches")
    }
    return result
  }

  private static let actionNames = [
    "verdict", "relabel", "edit", "score", "note", "skip", "adjudicate", "reveal", "separate", "merge",
  ]

  // MARK: Judgements. Paths are for messages only, so they are put together when one is needed.

  private func judgement(_ node: JSONNode, at path: @autoclosure () -> String) throws(RowProblem) -> Judgement
  {
    guard let judge = node["judge"]?.string, !judge.isEmpty else {
      throw RowProblem(field: path() + "judge", message: "the judge has no name")
    }
    guard let scores = node["scores"], scores.kind == .object else {
      throw RowProblem(field: path() + "scores", message: "missing: {\"accuracy\": 4, …}")
    }
    let reasons = node["reasons"] ?? node["raw"]
    let probabilities = node["probabilities"]
    let values = object("values", node)
    let spreads = object("spreads", node)
    var result: [DimensionScore] = []
    for score in scores.children {
      let name = score.key
      let value = try value(score, at: "\(path())scores.\(name)")
      var shares: [Double]?
      if let node = probabilities?[name] { shares = try numbers(node, at: "\(path())probabilities.\(name)") }
      var said: [Double]?
      if let node = values?[name] { said = try numbers(node, at: "\(path())values.\(name)") }
      result.append(
        DimensionScore(
          dimension: name, value: value, reason: reasons?[name]?.string, probabilities: shares, values: said,
          spread: spreads?[name]?.number))
    }
    let reason = node["reason"]?.string ?? (node["reasons"] == nil ? node["raw"]?.string : nil)
    return Judgement(
      judge: judge, scores: result, reason: reason, tokens: node["tokens"]?.integer.map { Int($0) },
      seconds: node["seconds"]?.number, failure: node["failure"]?.string)
  }

  private func object(_ name: String, _ node: JSONNode) -> JSONNode? {
    node[name].flatMap { $0.kind == .object ? $0 : nil }
  }

  private func value(_ node: JSONNode, at path: @autoclosure () -> String) throws(RowProblem) -> Double? {
    if node.kind == .null { return nil }
    guard let number = node.number else {
      throw RowProblem(field: path(), message: "a score is a number, or null where the judge gave none")
    }
    return number
  }

  private func numbers(_ node: JSONNode, at path: @autoclosure () -> String) throws(RowProblem) -> [Double] {
    let numbers = node.children.compactMap(\.number)
    guard node.kind == .array, numbers.count == node.children.reduce(0, { count, _ in count + 1 }) else {
      throw RowProblem(field: path(), message: "not a list of numbers")
    }
    return numbers
  }

  // MARK: Decisions

  /// One object may hold several actions of one step: a verdict with a score and a note.
  private func decisions(_ node: JSONNode, at path: String) throws(RowProblem) -> [ImportedDecision] {
    let actions = try actions(node, at: path)
    guard !actions.isEmpty else {
      throw RowProblem(
        field: path + "verdict",
        message:
          "a decision says verdict, relabel, edit, score, note, skip, adjudicate, reveal, separate or merge")
    }
    var at: Int64?
    if let text = node["at"]?.string {
      guard let time = Timestamp.milliseconds(text) else {
        throw RowProblem(field: path + "at", message: "not a time like 2026-01-31T12:30:00.000Z")
      }
      at = time
    }
    // What one object says was done at once, and is taken back at once.
    let step = node["step"]?.plainText ?? (actions.count > 1 ? UUID().uuidString : nil)
    return actions.map { action in
      ImportedDecision(
        uuid: actions.count == 1 ? node["uuid"]?.string : nil, step: step,
        reviewer: node["reviewer"]?.string ?? "", action: action, others: Self.others(action, node), at: at,
        duration: node["seconds"]?.number.map { Int64(($0 * 1_000).rounded()) },
        blind: node["blind"]?.bool ?? false, rubric: node["rubric"]?.string)
    }
  }

  private func actions(_ node: JSONNode, at path: String) throws(RowProblem) -> [Decision.Action] {
    var actions: [Decision.Action] = []
    if let label = node["relabel"]?.string {
      actions.append(.relabel(label))
    } else if let verdict = node["verdict"]?.string {
      if verdict == "relabel", let label = node["label"]?.string {
        actions.append(.relabel(label))
      } else {
        actions.append(try Self.verdict(verdict, at: path + "verdict") == .accept ? .accept : .reject)
      }
    }
    if let edit = node["edit"], edit.kind == .object {
      actions.append(.edit(edit.children.map { TextField(name: $0.key, text: $0.string ?? "") }))
    }
    if let score = node["score"], score.kind == .object {
      for item in score.children {
        actions.append(.score(dimension: item.key, value: try value(item, at: "\(path)score.\(item.key)")))
      }
    }
    if let note = node["note"]?.string { actions.append(.note(note)) }
    if node["skip"]?.bool == true { actions.append(.skip) }
    if let ruling = node["adjudicate"] {
      guard let word = ruling["verdict"]?.string else {
        throw RowProblem(field: path + "adjudicate.verdict", message: "accept or reject")
      }
      let verdict = try Self.verdict(word, at: path + "adjudicate.verdict")
      actions.append(.adjudicate(verdict, label: ruling["label"]?.plainText))
    }
    if let judge = node["reveal"]?.string { actions.append(.reveal(judge: judge)) }
    if let separate = node["separate"] {
      let keys = separate.children.compactMap(\.plainText)
      guard separate.kind == .array, !keys.isEmpty, !keys.contains("") else {
        throw RowProblem(field: path + "separate", message: "a list of the ids that it is no duplicate of")
      }
      actions.append(.separate(from: []))
    }
    if let merge = node["merge"] {
      guard let key = merge.plainText, !key.isEmpty else {
        throw RowProblem(field: path + "merge", message: "the id that it is a duplicate of")
      }
      actions.append(.merge(with: ExampleID(0)))
    }
    return actions
  }

  /// The keys that an action names.
  private static func others(_ action: Decision.Action, _ node: JSONNode) -> [String] {
    switch action {
    case .separate: node["separate"]?.children.compactMap(\.plainText) ?? []
    case .merge: [node["merge"]?.plainText].compactMap { $0 }
    default: []
    }
  }

  private static func verdict(_ word: String, at path: String) throws(RowProblem) -> Verdict {
    switch word.lowercased() {
    case "accept", "accepted": return .accept
    case "reject", "rejected": return .reject
    default:
      let guess = ["accept", "reject"].first { $0.first == word.lowercased().first }
      let hint = guess.map { "; did you mean \"\($0)\"?" } ?? ""
      throw RowProblem(
        field: path,
        message: "\(JSONText.string(String(word.prefix(40)))) is no verdict: accept or reject\(hint)")
    }
  }

  // MARK: Truth and clusters

  private func readTruth(_ result: inout Result) throws(RowProblem) {
    guard let node = root["truth"] else { return }
    if let word = node.string {
      guard let verdict = try? Self.verdict(word, at: "truth") else { return }
      result.truth = Truth(verdict: verdict)
    } else if node.kind == .object, node["verdict"] != nil || node["label"] != nil {
      var verdict: Verdict?
      if let word = node["verdict"]?.string { verdict = try Self.verdict(word, at: "truth.verdict") }
      result.truth = Truth(verdict: verdict, label: node["label"]?.plainText, source: node["source"]?.string)
    } else {
      return
    }
    result.takenNames.append("truth")
  }

  private func readCluster(_ result: inout Result) throws(RowProblem) {
    guard let node = root["cluster"] else { return }
    if node.kind == .object, let id = node["id"]?.plainText {
      result.cluster = membership(
        node, id: id, method: node["method"]?.string, of: node["member_method"]?.string)
      result.takenNames.append("cluster")
    } else if let id = node.plainText, !id.isEmpty, Self.flag(root["representative"]) != nil,
      Self.real(root["similarity"]) != nil
    {
      // A line of a file of clusters: there `method` is the member's.
      let method = root["method"]?.string
      result.cluster = membership(root, id: id, method: root["cluster_method"]?.string ?? method, of: method)
      result.takenNames += [
        "cluster", "representative", "similarity", "method", "cluster_method", "threshold", "kind",
      ]
    }
  }

  /// A number; a cell of a CSV file is a text.
  private static func real(_ node: JSONNode?) -> Double? {
    node?.number ?? node?.string.flatMap { Double($0) }
  }

  /// A truth value, or its name in a cell.
  private static func flag(_ node: JSONNode?) -> Bool? { node?.bool ?? node?.string.flatMap { Bool($0) } }

  private func membership(
    _ node: JSONNode, id: String, method: String?, of memberMethod: String?
  ) -> ImportedCluster {
    ImportedCluster(
      id: id, method: method ?? "imported", threshold: Self.real(node["threshold"]) ?? 0,
      similarity: Self.real(node["similarity"]) ?? 1,
      representative: Self.flag(node["representative"]) ?? false,
      kind: node["kind"]?.string.flatMap { DuplicateKind(rawValue: $0) }, memberMethod: memberMethod)
  }
}

/// Times in files: ISO 8601 in UTC with milliseconds.
enum Timestamp {
  static func milliseconds(_ text: String) -> Int64? {
    let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let date = (try? withFraction.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    return date.map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) }
  }

  static func text(_ milliseconds: Int64) -> String {
    // A quarter of a millisecond more: Foundation cuts what lies a hair below, and each round trip would lose one.
    Date(timeIntervalSince1970: (Double(milliseconds) + 0.25) / 1_000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
