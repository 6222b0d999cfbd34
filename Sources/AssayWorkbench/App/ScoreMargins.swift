import AssayModel

/// How far all examples are above the border of a rule, for lists that show by colour what a judge keeps.
public struct ScoreMargins: Sendable {
  public let judge: JudgeID
  public let rule: KeepRule
  /// ``KeepRule/margins(count:scores:)``.
  let values: [Float]
  /// Scores have come in since.
  var isOld = false
  /// Asked for and not here yet.
  fileprivate(set) var isAwaited = false
  fileprivate var askedAt: Int64 = 0

  public init(judge: JudgeID, rule: KeepRule, values: [Float]) {
    self.judge = judge
    self.rule = rule
    self.values = values
  }

  subscript(example: ExampleID) -> Double? {
    let index = Int(example.rawValue) - 1
    guard values.indices.contains(index), !values[index].isNaN else { return nil }
    return Double(values[index])
  }
}

/// Milliseconds between two readings while scores come in.
private let marginPause: Int64 = 1_000

/// Asks for the margins of the rule in force when they are not there or old; a plain mean needs none.
func refreshMargins(_ state: inout AppState) -> [Effect] {
  let rule = state.keepRule
  guard rule.meanThreshold == nil, let judge = state.judge?.id else {
    state.margins = nil
    return []
  }
  let isOther = state.margins?.judge != judge || state.margins?.rule != rule
  let isOld = state.margins.map { $0.isOld && !$0.isAwaited && state.now - $0.askedAt >= marginPause } ?? true
  guard isOther || isOld else { return [] }
  var margins = isOther ? ScoreMargins(judge: judge, rule: rule, values: []) : state.margins!
  (margins.isOld, margins.isAwaited, margins.askedAt) = (false, true, state.now)
  state.margins = margins
  return [.readMargins(judge, rule)]
}

func didRead(_ margins: ScoreMargins, _ state: inout AppState) -> [Effect] {
  guard let asked = state.margins, asked.judge == margins.judge, asked.rule == margins.rule else { return [] }
  var margins = margins
  (margins.isOld, margins.askedAt) = (asked.isOld, asked.askedAt)
  state.margins = margins
  return []
}

extension AppState {
  /// Under this score a dimension is marked: what the rule asks of it or, where it asks of all together, of their mean.
  func threshold(of dimension: String) -> Double {
    switch keepRule {
    case .mean(let least), .weightedMean(_, let least): least
    case .minimums(let minimums): minimums[dimension] ?? -.infinity
    case .logistic: task.keepAt
    }
  }
}
