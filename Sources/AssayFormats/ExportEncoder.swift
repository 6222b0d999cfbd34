import AssayModel
import CSimdjson

/// One example on its way out.
public struct ExportRow: Sendable {
  public var key: String
  /// The row as it came in, without what Assay keeps in tables.
  public var body: String
  public var mapping: FieldMapping
  public var batch: String
  public var judgements: [Judgement]
  /// The decisions that hold.
  public var decisions: [Decision]
  public var truth: Truth?
  public var cluster: ImportedCluster?
  /// The rows of reference sets that it is like.
  public var matches: [ReferenceMatch]
  /// The keys of the examples that the decisions name (separate, merge).
  public var keys: [ExampleID: String]
  public init(
    key: String, body: String, mapping: FieldMapping, batch: String, judgements: [Judgement] = [],
    decisions: [Decision] = [], truth: Truth? = nil, cluster: ImportedCluster? = nil,
    matches: [ReferenceMatch] = [], keys: [ExampleID: String] = [:]
  ) {
    self.key = key
    self.body = body
    self.mapping = mapping
    self.batch = batch
    self.judgements = judgements
    self.decisions = decisions
    self.truth = truth
    self.cluster = cluster
    self.matches = matches
    self.keys = keys
  }
}

/// Turns rows into JSON lines. What import reads, this writes: a round trip loses nothing.
public final class ExportEncoder {
  let parser = JSONParser()

  public init() {}

  /// The whole row: its own members unchanged and in their order, then what Assay knows of it.
  public func whole(_ row: ExportRow, verdict: Verdict? = nil) -> String {
    var members: [(String, String)] = []
    if let verdict { members.append(("verdict", JSONText.string(verdict.rawValue))) }
    if !row.judgements.isEmpty {
      members.append(("judgements", JSONText.array(row.judgements.map(Self.judgement))))
    }
    if !row.decisions.isEmpty {
      members.append(("decisions", JSONText.array(row.decisions.map { Self.decision($0, keys: row.keys) })))
    }
    if let truth = row.truth { members.append(("truth", Self.truth(truth))) }
    if let cluster = row.cluster { members.append(("cluster", Self.cluster(cluster))) }
    if !row.matches.isEmpty {
      members.append(("reference_matches", JSONText.array(row.matches.map(Self.match))))
    }
    return lay(members, over: row, label: nil, edited: nil)
  }

  /// The row as it is used from now on: with the edit and the label in their places, and nothing else added.
  public func accepted(_ row: ExportRow, label: String?, edited: [TextField]?) -> String {
    lay([], over: row, label: label, edited: edited)
  }

  /// A stored body with other texts and another label in their places; nil: as they are.
  public func body(_ body: String, mapping: FieldMapping, label: String?, edited: [TextField]?) -> String {
    laid(over: body, mapping: mapping, label: label, edited: edited) { _ in }
  }

  // MARK: Laying over

  private func lay(
    _ added: [(String, String)], over row: ExportRow, label: String?, edited: [TextField]?
  ) -> String {
    laid(over: row.body, mapping: row.mapping, label: label, edited: edited) { members in
      if !members.contains(where: { $0.name == "id" }) { members.append(("id", JSONText.string(row.key))) }
      if !members.contains(where: { $0.name == "batch" }) {
        members.append(("batch", JSONText.string(row.batch)))
      }
      members += added.map { (name: $0.0, value: $0.1) }
    }
  }

  private func laid(
    over body: String, mapping: FieldMapping, label: String?, edited: [TextField]?,
    adding: (inout [(name: String, value: String)]) -> Void
  ) -> String {
    var body = body
    return body.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      guard let root = try? parser.parse(text), root.kind == .object else {
        return String(decoding: bytes, as: UTF8.self)
      }
      var members = own(text)
      if let edited { apply(edited, to: &members, root, mapping) }
      if let label { apply(label: label, to: &members, root, mapping) }
      adding(&members)
      return JSONText.object(members)
    }
  }

  /// The members as they stand in the text: numbers keep their digits.
  private func own(_ text: UnsafeRawBufferPointer) -> [(name: String, value: String)] {
    zip(parser.members, rootNames(text)).map { member, name in
      (name, String(decoding: text[member.value_start..<member.value_end], as: UTF8.self))
    }
  }

  private func rootNames(_ text: UnsafeRawBufferPointer) -> [String] {
    guard let root = try? parser.parse(text) else { return [] }
    return root.children.map(\.key)
  }

  private func apply(
    _ edited: [TextField], to members: inout [(name: String, value: String)], _ root: JSONNode,
    _ mapping: FieldMapping
  ) {
    let places = RowParser(mapping: mapping).places(of: root)
    for index in members.indices {
      let name = members[index].name
      guard let node = root[name] else { continue }
      var isChanged = false
      let text = JSONText.write(node, path: name) { path in
        guard let field = places[path], let edit = edited.first(where: { $0.name == field }) else {
          return nil
        }
        isChanged = true
        return edit.text
      }
      if isChanged { members[index].value = text }
    }
  }

  private func apply(
    label: String, to members: inout [(name: String, value: String)], _ root: JSONNode,
    _ mapping: FieldMapping
  ) {
    let mapped = mapping.entries.first { $0.field == "label" }?.path
    if let mapped, mapped.contains("."), root.at(path: mapped.split(separator: ".")) != nil {
      let name = String(mapped.prefix { $0 != "." })
      guard let index = members.firstIndex(where: { $0.name == name }), let node = root[name] else { return }
      members[index].value = JSONText.write(node, path: name) { $0 == mapped ? label : nil }
      return
    }
    let names = [mapped, "label", "category", "intent"].compactMap { $0 }
    for name in names {
      guard let index = members.firstIndex(where: { $0.name == name }) else { continue }
      members[index].value = JSONText.string(label)
      return
    }
    members.append(("label", JSONText.string(label)))
  }

  // MARK: Assay's own members

  static func judgement(_ judgement: Judgement) -> String {
    var members = [("judge", JSONText.string(judgement.judge))]
    members.append(
      (
        "scores",
        JSONText.object(judgement.scores.map { ($0.dimension, $0.value.map(JSONText.number) ?? "null") })
      ))
    let reasons = judgement.scores.compactMap { score in
      score.reason.map { (score.dimension, JSONText.string($0)) }
    }
    if !reasons.isEmpty { members.append(("reasons", JSONText.object(reasons))) }
    if let reason = judgement.reason { members.append(("reason", JSONText.string(reason))) }
    if let shares = numbers(of: judgement, \.probabilities) { members.append(("probabilities", shares)) }
    if let values = numbers(of: judgement, \.values) { members.append(("values", values)) }
    if let spreads = spreads(of: judgement) { members.append(("spreads", spreads)) }
    if let tokens = judgement.tokens { members.append(("tokens", String(tokens))) }
    if let seconds = judgement.seconds { members.append(("seconds", JSONText.number(seconds))) }
    if let failure = judgement.failure { members.append(("failure", JSONText.string(failure))) }
    return JSONText.object(members.map { (name: $0.0, value: $0.1) })
  }

  /// A list of numbers for each dimension that has one, as JSON; nil: none has.
  public static func numbers(
    of judgement: Judgement, _ list: (DimensionScore) -> [Double]?
  ) -> String? {
    let lists = judgement.scores.compactMap { score in
      list(score).map { (name: score.dimension, value: JSONText.array($0.map(JSONText.number))) }
    }
    return lists.isEmpty ? nil : JSONText.object(lists)
  }

  /// The spread of each dimension that has one, as JSON; nil: none has.
  public static func spreads(of judgement: Judgement) -> String? {
    let spreads = judgement.scores.compactMap { score in
      score.spread.map { (name: score.dimension, value: JSONText.number($0)) }
    }
    return spreads.isEmpty ? nil : JSONText.object(spreads)
  }

  /// One decision; with the example's key it stands alone in a file of decisions.
  ///
  /// - Parameter keys: of the examples that it names.
  public static func decision(
    _ decision: Decision, key: String? = nil, keys: [ExampleID: String] = [:]
  ) -> String {
    var members: [(name: String, value: String)] = []
    if let key { members.append(("id", JSONText.string(key))) }
    members.append(("uuid", JSONText.string(decision.uuid)))
    members.append(("step", JSONText.string(String(decision.step.rawValue))))
    members.append(("reviewer", JSONText.string(decision.reviewer)))
    switch decision.action {
    case .accept: members.append(("verdict", "\"accept\""))
    case .reject: members.append(("verdict", "\"reject\""))
    case .relabel(let label): members.append(("relabel", JSONText.string(label)))
    case .edit(let fields):
      members.append(("edit", JSONText.object(fields.map { ($0.name, JSONText.string($0.text)) })))
    case .score(let dimension, let value):
      members.append(("score", JSONText.object([(dimension, value.map(JSONText.number) ?? "null")])))
    case .note(let text): members.append(("note", JSONText.string(text)))
    case .skip: members.append(("skip", "true"))
    case .adjudicate(let verdict, let label):
      let fields = [("verdict", JSONText.string(verdict.rawValue))]
      members.append(
        ("adjudicate", JSONText.object(fields + (label.map { [("label", JSONText.string($0))] } ?? []))))
    case .reveal(let judge): members.append(("reveal", JSONText.string(judge)))
    case .separate(let others):
      members.append(
        ("separate", JSONText.array(others.compactMap { keys[$0].map { JSONText.string($0) } })))
    case .merge(let other):
      if let key = keys[other] { members.append(("merge", JSONText.string(key))) }
    case .undo, .redo: break
    }
    // 0: it came from a file that did not say when.
    if decision.at != 0 { members.append(("at", JSONText.string(Timestamp.text(decision.at)))) }
    if let duration = decision.duration {
      members.append(("seconds", JSONText.number(Double(duration) / 1_000)))
    }
    if decision.blind { members.append(("blind", "true")) }
    if let rubric = decision.rubric { members.append(("rubric", JSONText.string(rubric))) }
    return JSONText.object(members)
  }

  /// What one judge says, as a line of a file of scores.
  public static func scores(_ judgement: Judgement, key: String) -> String {
    "{\"id\": \(JSONText.string(key)), " + self.judgement(judgement).dropFirst()
  }

  /// A membership, as a line of a file of clusters. `method` is what says so of this member; that of the whole
  /// cluster is written where it differs.
  public static func membership(_ cluster: ImportedCluster, key: String, line: Int? = nil) -> String {
    var members: [(name: String, value: String)] = [
      ("cluster", JSONText.string(cluster.id)), ("id", JSONText.string(key)),
    ]
    if let line { members.append(("line", String(line))) }
    members += [
      ("representative", cluster.representative ? "true" : "false"),
      ("similarity", JSONText.number(cluster.similarity)),
      ("method", JSONText.string(cluster.memberMethod ?? cluster.method)),
    ]
    if let kind = cluster.kind { members.append(("kind", JSONText.string(kind.rawValue))) }
    if cluster.memberMethod != nil { members.append(("cluster_method", JSONText.string(cluster.method))) }
    members.append(("threshold", JSONText.number(cluster.threshold)))
    return JSONText.object(members)
  }

  private static func truth(_ truth: Truth) -> String {
    var members: [(name: String, value: String)] = []
    if let verdict = truth.verdict { members.append(("verdict", JSONText.string(verdict.rawValue))) }
    if let label = truth.label { members.append(("label", JSONText.string(label))) }
    if let source = truth.source { members.append(("source", JSONText.string(source))) }
    return JSONText.object(members)
  }

  private static func cluster(_ cluster: ImportedCluster) -> String {
    var members: [(name: String, value: String)] = [
      ("id", JSONText.string(cluster.id)), ("method", JSONText.string(cluster.method)),
      ("threshold", JSONText.number(cluster.threshold)), ("similarity", JSONText.number(cluster.similarity)),
      ("representative", cluster.representative ? "true" : "false"),
    ]
    if let kind = cluster.kind { members.append(("kind", JSONText.string(kind.rawValue))) }
    if let method = cluster.memberMethod { members.append(("member_method", JSONText.string(method))) }
    return JSONText.object(members)
  }

  private static func match(_ match: ReferenceMatch) -> String {
    JSONText.object([
      ("set", JSONText.string(match.set)), ("role", JSONText.string(match.role.rawValue)),
      ("line", String(match.line)), ("method", JSONText.string(match.method.rawValue)),
      ("similarity", JSONText.number(Double(match.similarity))),
    ])
  }
}
