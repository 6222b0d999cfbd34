import AssayModel
import Foundation

/// What a judgement says besides its numbers; read only when a person looks at the example.
struct JudgementDetail: Decodable, Equatable {
  /// By dimension.
  var reasons: [String: String]?
  var probabilities: [String: [Double]]?
  /// For the whole.
  var reason: String?
  var tokens: Int?
  var seconds: Double?

  init() {}

  /// A reason for the whole and nothing else: what most judges give.
  private init(reason: String) { self.reason = reason }

  init(of judgement: Judgement) {
    for score in judgement.scores {
      if let reason = score.reason { reasons = (reasons ?? [:]).merging([score.dimension: reason]) { $1 } }
      if let values = score.probabilities, values.allSatisfy(\.isFinite) {
        probabilities = (probabilities ?? [:]).merging([score.dimension: values]) { $1 }
      }
    }
    reason = judgement.reason
    tokens = judgement.tokens
    // JSON has no sign for infinity.
    seconds = judgement.seconds.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether `judgement` needs a detail row, found out without making one.
  static func isNeeded(for judgement: Judgement) -> Bool {
    if judgement.reason != nil || judgement.tokens != nil || judgement.seconds != nil { return true }
    return judgement.scores.contains { $0.reason != nil || $0.probabilities != nil }
  }

  var isEmpty: Bool {
    reasons == nil && probabilities == nil && reason == nil && tokens == nil && seconds == nil
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
    if let probabilities {
      let lists = probabilities.mapValues { JSONText.array($0.map(JSONText.number)) }
      members.append(("probabilities", JSONText.object(Self.sorted(lists))))
    }
    if let reason { members.append(("reason", JSONText.string(reason))) }
    if let reasons {
      members.append(("reasons", JSONText.object(Self.sorted(reasons.mapValues(JSONText.string)))))
    }
    if let seconds { members.append(("seconds", JSONText.number(seconds))) }
    if let tokens { members.append(("tokens", String(tokens))) }
    return JSONText.object(members)
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
          probabilities: probabilities?[name]))
    }
    return Judgement(judge: judge, scores: scores, reason: reason, tokens: tokens, seconds: seconds)
  }
}
