import AssayModel
import Foundation

/// What a judgement says besides its numbers; read only when a person looks at the example.
struct JudgementDetail: Decodable, Equatable {
  /// By dimension.
  var reasons: [String: String]?
  var probabilities: [String: [Double]]?
  /// What samples or members of a panel said.
  var values: [String: [Double]]?
  var spreads: [String: Double]?
  /// For the whole.
  var reason: String?
  var tokens: Int?
  var seconds: Double?
  var failure: String?

  init() {}

  /// A reason for the whole and nothing else: what most judges give.
  private init(reason: String) { self.reason = reason }

  init(of judgement: Judgement) {
    for score in judgement.scores {
      if let reason = score.reason { reasons = (reasons ?? [:]).merging([score.dimension: reason]) { $1 } }
      if let shares = score.probabilities, shares.allSatisfy(\.isFinite) {
        probabilities = (probabilities ?? [:]).merging([score.dimension: shares]) { $1 }
      }
      if let said = score.values, said.allSatisfy(\.isFinite) {
        values = (values ?? [:]).merging([score.dimension: said]) { $1 }
      }
      if let spread = score.spread, spread.isFinite {
        spreads = (spreads ?? [:]).merging([score.dimension: spread]) { $1 }
      }
    }
    reason = judgement.reason
    failure = judgement.failure
    tokens = judgement.tokens
    // JSON has no sign for infinity.
    seconds = judgement.seconds.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether `judgement` needs a detail row, found out without making one.
  static func isNeeded(for judgement: Judgement) -> Bool {
    if judgement.reason != nil || judgement.tokens != nil || judgement.seconds != nil { return true }
    if judgement.failure != nil { return true }
    return judgement.scores.contains {
      $0.reason != nil || $0.probabilities != nil || $0.values != nil || $0.spread != nil
    }
  }

  var isEmpty: Bool { self == JudgementDetail() }

  /// The mean of the dimensions' spreads, as ``Judgement/spread`` has it; nil: none has one.
  var spread: Double? {
    guard let spreads, !spreads.isEmpty else { return nil }
    return spreads.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(spreads.count)
  }

  /// The same text for the same value. Written by hand, since an import writes one for each judgement and
  /// `JSONEncoder` took a tenth of its time.
  var json: String {
    if let reason, self == JudgementDetail(reason: reason) {
      var result = "{\"reason\": "
      JSONText.append(reason, to: &result)
      return result + "}"
    }
    var members: [(name: String, value: String)] = []
    if let failure { members.append(("failure", JSONText.string(failure))) }
    if let probabilities { members.append(("probabilities", Self.lists(probabilities))) }
    if let reason { members.append(("reason", JSONText.string(reason))) }
    if let reasons {
      members.append(("reasons", JSONText.object(Self.sorted(reasons.mapValues(JSONText.string)))))
    }
    if let seconds { members.append(("seconds", JSONText.number(seconds))) }
    if let spreads {
      members.append(("spreads", JSONText.object(Self.sorted(spreads.mapValues(JSONText.number)))))
    }
    if let tokens { members.append(("tokens", String(tokens))) }
    if let values { members.append(("values", Self.lists(values))) }
    return JSONText.object(members)
  }

  private static func lists(_ values: [String: [Double]]) -> String {
    JSONText.object(sorted(values.mapValues { JSONText.array($0.map(JSONText.number)) }))
  }

  private static func sorted(_ values: [String: String]) -> [(name: String, value: String)] {
    values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  /// Whether no reason is given in two ways.
  func agrees(with other: JudgementDetail) -> Bool {
    if let reason, let more = other.reason, reason != more { return false }
    let known = reasons ?? [:]
    return (other.reasons ?? [:]).allSatisfy { known[$0.key] == nil || known[$0.key] == $0.value }
  }

  /// What is there stays; what `other` knows besides is added.
  func merging(_ other: JudgementDetail) -> JudgementDetail {
    var merged = self
    if let more = other.reasons { merged.reasons = more.merging(reasons ?? [:]) { $1 } }
    if let more = other.probabilities { merged.probabilities = more.merging(probabilities ?? [:]) { $1 } }
    if let more = other.values { merged.values = more.merging(values ?? [:]) { $1 } }
    if let more = other.spreads { merged.spreads = more.merging(spreads ?? [:]) { $1 } }
    merged.failure = failure ?? other.failure
    merged.reason = reason ?? other.reason
    merged.tokens = tokens ?? other.tokens
    merged.seconds = seconds ?? other.seconds
    return merged
  }

  /// Puts numbers and words together again.
  func judgement(judge: String, dimensions: [String], vector: [Double]) -> Judgement {
    var scores: [DimensionScore] = []
    for (name, value) in zip(dimensions, vector) where !ScoreVector.isAbsent(value) {
      scores.append(
        DimensionScore(
          dimension: name, value: value.isNaN ? nil : value, reason: reasons?[name],
          probabilities: probabilities?[name], values: values?[name], spread: spreads?[name]))
    }
    return Judgement(
      judge: judge, scores: scores, reason: reason, tokens: tokens, seconds: seconds, failure: failure)
  }
}
