/// Which examples a person wants to see. Terms of one kind widen it (two labels: either), terms of
/// different kinds narrow it.
public struct ExampleFilter: Hashable, Sendable {
  /// One condition, shown as one chip and written as one word: `verdict:undecided`, `accuracy<3`.
  public enum Term: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
      case undecided, accepted, rejected, relabelled, edited, skipped, noted
    }
    public enum Comparison: String, Sendable, CaseIterable {
      case atMost = "<="
      case atLeast = ">="
      case less = "<"
      case greater = ">"
      case equal = "="
      public func holds(_ left: Float, _ right: Float) -> Bool {
        switch self {
        case .atMost: left <= right
        case .atLeast: left >= right
        case .less: left < right
        case .greater: left > right
        case .equal: left == right
        }
      }
    }
    /// What came of judging an example.
    public enum Judged: String, CaseIterable, Sendable {
      case scored
      /// The judge gave no valid answer, at least for one dimension.
      case failed
      /// Not judged yet.
      case none
    }
    case verdict(State)
    case label(String)
    case batch(String)
    case technique(String)
    /// A dimension of the current judge; "score" is the mean of all of them.
    case score(dimension: String, Comparison, Float)
    case clusterSize(Comparison, Float)
    case length(Comparison, Float)
    case cluster(Int32)
    /// In a cluster of this kind.
    case duplicates(DuplicateKind)
    /// Like a row of another set in this role.
    case reference(ReferenceSet.Role)
    /// The judge keeps what the person rejects, or the other way round.
    case disagreement
    case judge(keeps: Bool)
    /// How far the current judge has come with it.
    case judged(Judged)
    /// How much the current judge's samples or members disagree.
    case spread(Comparison, Float)
    /// People differ and nobody has ruled.
    case conflict
    /// The reviewer's verdict was given under an older version of the rubric.
    case olderRubric
    /// Only examples that match the search.
    case found
    case marked
    /// Exactly the examples behind a figure of another screen, which says in these words what they are.
    case chosen(String)
    /// In the queue of this draw; nil: the reviewer's newest.
    case sample(Int64?)
  }

  public var terms: [Term]
  public init(_ terms: [Term] = []) { self.terms = terms }
  public var isEmpty: Bool { terms.isEmpty }

  /// Whether being in the list tells how a judge scored an example. That it has, and how sure it was, tells no
  /// direction.
  public var tellsOfScores: Bool {
    terms.contains { term in
      switch term {
      case .score, .disagreement, .judge, .chosen: true
      default: false
      }
    }
  }

  /// Whether it asks what the rule in force keeps.
  public var asksTheRule: Bool {
    terms.contains { term in
      switch term {
      case .disagreement, .judge: true
      default: false
      }
    }
  }

  /// Whether the list is the queue of a draw.
  public var isOfSample: Bool {
    terms.contains { if case .sample = $0 { true } else { false } }
  }

  /// Whether it needs ``ListingContext/failed``.
  public var needsFailures: Bool {
    terms.contains { if case .judged = $0 { true } else { false } }
  }

  /// Whether what it keeps changes when the current judge scores an example.
  public var dependsOnScores: Bool {
    terms.contains { term in
      switch term {
      case .score, .disagreement, .judge, .judged, .spread: true
      default: false
      }
    }
  }

  /// The dimensions whose scores the filter needs.
  public var dimensions: Set<String> {
    Set(
      terms.compactMap {
        if case .score(let dimension, _, _) = $0, dimension != "score" { dimension } else { nil }
      })
  }
}

extension ExampleFilter.Term {
  /// Reads one chip; nil when it says nothing that a filter knows.
  public init?(parsing text: String) {
    switch text {
    case "disagree": self = .disagreement
    case "judge:keep": self = .judge(keeps: true)
    case "judge:drop": self = .judge(keeps: false)
    case "judge:scored": self = .judged(.scored)
    case "judge:failed": self = .judged(.failed)
    case "judge:none": self = .judged(.none)
    case "conflict": self = .conflict
    case "rubric:old": self = .olderRubric
    case "found": self = .found
    case "marked": self = .marked
    case "sample": self = .sample(nil)
    default:
      if let term = Self.named(text) ?? Self.compared(text) { self = term } else { return nil }
    }
  }

  private static func named(_ text: String) -> Self? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let value = String(text[text.index(after: colon)...])
    guard !value.isEmpty else { return nil }
    switch text[..<colon] {
    case "verdict": return State(rawValue: value).map(Self.verdict)
    case "label": return .label(value)
    case "batch": return .batch(value)
    case "technique": return .technique(value)
    case "cluster": return Int32(value).map(Self.cluster)
    case "kind": return DuplicateKind(rawValue: value).map(Self.duplicates)
    case "cell": return .chosen(value)
    case "sample": return Int64(value).map(Self.sample)
    case "in": return ReferenceSet.Role(rawValue: value).map(Self.reference)
    default: return nil
    }
  }

  private static func compared(_ text: String) -> Self? {
    for comparison in Comparison.allCases {
      guard let range = text.firstRange(of: comparison.rawValue) else { continue }
      let name = String(text[..<range.lowerBound]).trimmed()
      guard !name.isEmpty, let value = Float(String(text[range.upperBound...]).trimmed()) else { return nil }
      switch name {
      case "cluster": return .clusterSize(comparison, value)
      case "length": return .length(comparison, value)
      case "spread": return .spread(comparison, value)
      default: return .score(dimension: name, comparison, value)
      }
    }
    return nil
  }

  /// The chip as it is typed; `init(parsing:)` reads it back.
  public var text: String {
    switch self {
    case .verdict(let state): "verdict:\(state.rawValue)"
    case .label(let name): "label:\(name)"
    case .batch(let name): "batch:\(name)"
    case .technique(let name): "technique:\(name)"
    case .score(let dimension, let comparison, let value):
      "\(dimension)\(comparison.rawValue)\(Self.short(value))"
    case .clusterSize(let comparison, let value): "cluster\(comparison.rawValue)\(Self.short(value))"
    case .length(let comparison, let value): "length\(comparison.rawValue)\(Self.short(value))"
    case .cluster(let number): "cluster:\(number)"
    case .duplicates(let kind): "kind:\(kind.rawValue)"
    case .reference(let role): "in:\(role.rawValue)"
    case .disagreement: "disagree"
    case .judge(let keeps): keeps ? "judge:keep" : "judge:drop"
    case .judged(let state): "judge:\(state.rawValue)"
    case .spread(let comparison, let value): "spread\(comparison.rawValue)\(Self.short(value))"
    case .conflict: "conflict"
    case .olderRubric: "rubric:old"
    case .found: "found"
    case .marked: "marked"
    case .chosen(let words): "cell:\(words)"
    case .sample(nil): "sample"
    case .sample(let draw?): "sample:\(draw)"
    }
  }

  private static func short(_ value: Float) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }

  /// Terms of the same kind are alternatives.
  var kind: String {
    switch self {
    case .verdict: "verdict"
    case .label: "label"
    case .batch: "batch"
    case .technique: "technique"
    case .cluster: "cluster:"
    case .duplicates: "kind"
    case .reference: "in"
    case .judged: "judge:"
    case .chosen: "cell"
    case .sample: "sample"
    case .score, .clusterSize, .length, .spread, .disagreement, .judge, .conflict, .olderRubric, .found,
      .marked:
      text
    }
  }
}

extension String {
  fileprivate func trimmed() -> String {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
