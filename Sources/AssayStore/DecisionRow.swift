import AssayModel

/// The two columns that hold what a person did.
struct DecisionRow: Equatable {
  var kind: String
  var value: String?

  private struct Score: Codable {
    var dimension: String
    var value: Double?
  }

  private struct Adjudication: Codable {
    var verdict: Verdict
    var label: String?
  }

  init(kind: String, value: String?) {
    self.kind = kind
    self.value = value
  }

  init(_ action: Decision.Action) throws {
    switch action {
    case .accept: self.init(kind: "accept", value: nil)
    case .reject: self.init(kind: "reject", value: nil)
    case .relabel(let name): self.init(kind: "relabel", value: name)
    case .edit(let fields): self.init(kind: "edit", value: try StoredJSON.encode(fields))
    case .score(let dimension, let value):
      let value = value.flatMap { $0.isFinite ? $0 : nil }
      self.init(kind: "score", value: try StoredJSON.encode(Score(dimension: dimension, value: value)))
    case .note(let text): self.init(kind: "note", value: text)
    case .skip: self.init(kind: "skip", value: nil)
    case .adjudicate(let verdict, let label):
      let value = try StoredJSON.encode(Adjudication(verdict: verdict, label: label))
      self.init(kind: "adjudicate", value: value)
    case .reveal(let judge): self.init(kind: "reveal", value: judge)
    case .separate(let others):
      self.init(kind: "separate", value: try StoredJSON.encode(others.map(\.rawValue)))
    case .merge(let other): self.init(kind: "merge", value: String(other.rawValue))
    case .undo(let step): self.init(kind: "undo", value: String(step.rawValue))
    case .redo(let step): self.init(kind: "redo", value: String(step.rawValue))
    }
  }

  /// nil: not written by Assay, or damaged.
  var action: Decision.Action? {
    switch kind {
    case "accept": return .accept
    case "reject": return .reject
    case "relabel": return value.map { .relabel($0) }
    case "edit": return value.flatMap { try? StoredJSON.decode([TextField].self, from: $0) }.map { .edit($0) }
    case "score":
      return value.flatMap { try? StoredJSON.decode(Score.self, from: $0) }
        .map { .score(dimension: $0.dimension, value: $0.value) }
    case "note": return value.map { .note($0) }
    case "skip": return .skip
    case "adjudicate":
      return value.flatMap { try? StoredJSON.decode(Adjudication.self, from: $0) }
        .map { .adjudicate($0.verdict, label: $0.label) }
    case "reveal": return value.map { .reveal(judge: $0) }
    case "separate":
      return value.flatMap { try? StoredJSON.decode([Int64].self, from: $0) }
        .map { .separate(from: $0.map { ExampleID($0) }) }
    case "merge": return value.flatMap { Int64($0) }.map { .merge(with: ExampleID($0)) }
    case "undo": return value.flatMap { Int64($0) }.map { .undo(step: DecisionID($0)) }
    case "redo": return value.flatMap { Int64($0) }.map { .redo(step: DecisionID($0)) }
    default: return nil
    }
  }
}
