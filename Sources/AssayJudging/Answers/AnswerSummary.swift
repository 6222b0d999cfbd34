import AssayModel

/// What was found for each dimension, and what follows from it.
struct AnswerSummary {
  let dimensions: [Dimension]
  let wasCut: Bool
  var reason: String?
  /// By the position of the dimension.
  var reasons: [Int: String] = [:]
  var strangers: [String] = []
  private var readings: [Reading?]
  private var faults: [String] = []
  private var missing: [String] = []
  private var weighted: [Int: WeightedScore] = [:]
  private var unweighted: [String: String] = [:]

  init(dimensions: [Dimension], wasCut: Bool) {
    self.dimensions = dimensions
    self.wasCut = wasCut
    readings = dimensions.map { _ in nil }
  }

  /// - Parameter end: the length of the answer in bytes: a number there may be the start of a longer one.
  mutating func add(_ found: [[Reading]], end: Int) {
    for (position, candidates) in found.enumerated() {
      let dimension = dimensions[position]
      let valid = candidates.filter { $0.value != nil }
      let values = Set(valid.compactMap(\.value))
      // A score beside a number off the scale is a contradiction too; beside an echo of the form it is not.
      let offScale = candidates.filter(\.isNumber).compactMap(\.fault)
      if values.count > 1 {
        let shown = values.sorted().map(JSONText.number).joined(separator: " and ")
        faults.append("\(dimension.name) has several scores, \(shown)")
      } else if let fault = offScale.first {
        faults.append(fault)
      } else if let reading = valid.first {
        let isCut = wasCut && valid.allSatisfy { $0.range?.upperBound == end }
        if isCut { faults.append("the answer was cut off at the score for \(dimension.name)") }
        readings[position] = isCut ? nil : reading
      } else if let fault = candidates.compactMap(\.fault).first {
        faults.append(fault)
      } else {
        missing.append(dimension.name)
      }
    }
  }

  /// Replaces scores by their weighted means where the answer's tokens allow it.
  mutating func weigh(by answer: ChatAnswer) {
    guard let tokens = answer.tokens, !tokens.isEmpty else { return }
    let alignment = TokenAlignment(text: answer.text, tokens: tokens)
    for (position, reading) in readings.enumerated() {
      guard let reading, let value = reading.value else { continue }
      let dimension = dimensions[position]
      guard let range = reading.range else {
        unweighted[dimension.name] = "the score is not written as one whole number"
        continue
      }
      switch WeightedScore.of(Int(value), at: range, dimension: dimension, alignment: alignment) {
      case .success(let score): weighted[position] = score
      case .failure(let why): unweighted[dimension.name] = why.description
      }
    }
  }

  var result: Result<ParsedAnswer, AnswerProblem> {
    let parsed = parsed
    if faults.isEmpty, missing.isEmpty { return .success(parsed) }
    let hasAny = readings.contains { $0 != nil }
    return .failure(AnswerProblem(description: description, partial: hasAny ? parsed : nil))
  }

  private var parsed: ParsedAnswer {
    let isAlone = dimensions.count == 1
    let scores = dimensions.enumerated().map { position, dimension in
      let reading = readings[position]
      let own = reading?.reason ?? reasons[position] ?? (isAlone ? reason : nil)
      let weight = weighted[position]
      return DimensionScore(
        dimension: dimension.name, value: weight?.mean ?? reading?.value, reason: own,
        probabilities: weight?.probabilities, spread: weight?.spread)
    }
    return ParsedAnswer(scores: scores, reason: isAlone ? nil : reason, unweighted: unweighted)
  }

  private var description: String {
    var parts = faults
    if missing.count == dimensions.count, wasCut {
      parts.append("it was cut off before the scores")
    } else if !missing.isEmpty {
      parts.append("there is no score for " + missing.joined(separator: ", "))
      if !strangers.isEmpty {
        let names = strangers.prefix(3).map { Reading.quoted($0) }.joined(separator: ", ")
        parts.append("it scores \(names), which nobody asked for")
      }
    }
    return parts.joined(separator: "; ")
  }
}
