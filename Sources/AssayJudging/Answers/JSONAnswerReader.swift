import AssayModel

/// Finds scores in JSON: by the dimensions' names as members, inside of "scores" and the like, in lists of
/// `{"dimension": …, "score": …}`, and, when one dimension was asked for, under "score".
struct JSONAnswerReader {
  let dimensions: [Dimension]
  /// By the position of the dimension.
  private(set) var readings: [[Reading]]
  private(set) var reason: String?
  /// Names with numbers that nobody asked for.
  private(set) var strangers: [String] = []
  private let positions: [String: Int]

  init(dimensions: [Dimension]) {
    self.dimensions = dimensions
    readings = dimensions.map { _ in [] }
    // Two names that differ by case only are told apart by nobody but the exact reader below.
    positions = Dictionary(dimensions.enumerated().map { (Self.plain($1.name), $0) }) { _, _ in -1 }
  }

  /// Whether any dimension was found.
  var isEmpty: Bool { readings.allSatisfy(\.isEmpty) }

  mutating func read(_ json: LooseJSON) {
    switch json {
    case .object(let members): read(members)
    case .array(let elements):
      for element in elements {
        if case .object(let members) = element { read(members) }
      }
    default: return
    }
  }

  private mutating func read(_ members: [(key: String, value: LooseJSON)]) {
    if readNamed(members) { return }
    for (key, value) in members {
      let name = Self.plain(key)
      if let position = position(of: key) {
        readings[position].append(reading(value, for: dimensions[position]))
      } else if Self.reasonNames.contains(name) {
        readReason(value)
      } else if Self.scoreNames.contains(name), dimensions.count == 1, value.isScalar {
        readings[0].append(reading(value, for: dimensions[0]))
      } else if Self.containers.contains(name) || members.count == 1 {
        read(value)
      } else if case .number = value {
        strangers.append(key)
      }
    }
  }

  /// `{"dimension": "clarity", "score": 4, "reason": "…"}`
  private mutating func readNamed(_ members: [(key: String, value: LooseJSON)]) -> Bool {
    let named = members.first { Self.titleNames.contains(Self.plain($0.key)) }
    guard case .string(let title, _)? = named?.value,
      let score = members.first(where: { Self.scoreNames.contains(Self.plain($0.key)) })
    else { return false }
    guard let position = position(of: title) else {
      strangers.append(title)
      return true
    }
    var reading = reading(score.value, for: dimensions[position])
    reading.reason = Self.reason(in: members)
    readings[position].append(reading)
    return true
  }

  private mutating func readReason(_ value: LooseJSON) {
    switch value {
    case .string(let text, _), .bare(let text, _):
      if reason == nil, !text.trimmed.isEmpty { reason = text.trimmed }
    case .object(let members):
      // Reasons by dimension: they are joined to their scores when there is one.
      for (key, value) in members {
        guard let position = position(of: key), case .string(let text, _) = value else { continue }
        dimensionReasons[position] = text.trimmed
      }
    default: return
    }
  }

  /// Reasons that stand apart from their scores, by the position of the dimension.
  private(set) var dimensionReasons: [Int: String] = [:]

  private func reading(_ json: LooseJSON, for dimension: Dimension) -> Reading {
    switch json {
    case .number(let number, let isWhole, let range):
      return Reading(number, isWhole: isWhole, range: range, for: dimension)
    case .string(let text, let content):
      return reading(text, base: content?.lowerBound, for: dimension)
    case .bare(let text, let range): return reading(text, base: range.lowerBound, for: dimension)
    case .boolean(let flag):
      guard dimension.minimum == 0, dimension.maximum == 1 else { break }
      return Reading(flag ? 1 : 0, isWhole: true, range: nil, for: dimension)
    case .null: return Reading(fault: "there is no score for \(dimension.name)")
    case .array(let elements):
      if elements.count == 1, elements[0].isScalar { return reading(elements[0], for: dimension) }
    case .object(let members):
      let scores = members.filter { Self.scoreNames.contains(Self.plain($0.key)) }
      if scores.count == 1 {
        var result = reading(scores[0].value, for: dimension)
        result.reason = Self.reason(in: members)
        return result
      }
    }
    return Reading(fault: "\(dimension.name) is no number")
  }

  private func reading(_ text: String, base: Int?, for dimension: Dimension) -> Reading {
    let lexemes = Lexeme.all(in: text.utf8, base: base ?? 0)
    let start =
      lexemes.firstIndex { $0.word.map { !["score", "rating"].contains($0) } ?? ($0.sign != ":") } ?? 0
    let isNegative = lexemes.first?.sign == "-"
    let first = isNegative ? 1 : start
    guard let expression = ScoreExpression(lexemes, at: first, dimension: dimension),
      // "4 - good", "4 (good)", but not "4 apples" or "3 and 4".
      expression.next >= lexemes.count || lexemes[expression.next].word == nil
    else { return Reading(fault: "\(dimension.name) is \(Reading.quoted(text)), which is no score") }
    if isNegative { return Reading(-expression.value, isWhole: false, range: nil, for: dimension) }
    var reading = Reading(expression, for: dimension)
    if base == nil { reading.range = nil }
    return reading
  }

  // MARK: Names

  private func position(of key: String) -> Int? {
    if let exact = dimensions.firstIndex(where: { $0.name == key }) { return exact }
    let name = Self.plain(key)
    if let position = positions[name] { return position < 0 ? nil : position }
    for affix in ["score", "rating", "value", "grade"] {
      let forms = [
        name.hasSuffix(affix) ? String(name.dropLast(affix.count)) : nil,
        name.hasPrefix(affix) ? String(name.dropFirst(affix.count)) : nil,
      ]
      for form in forms.compactMap(\.self) {
        if let position = positions[form], position >= 0 { return position }
      }
    }
    return nil
  }

  /// Letters and digits in lower case.
  static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }

  private static func reason(in members: [(key: String, value: LooseJSON)]) -> String? {
    for (key, value) in members where reasonNames.contains(plain(key)) {
      if case .string(let text, _) = value, !text.trimmed.isEmpty { return text.trimmed }
    }
    return nil
  }

  private static let reasonNames: Set<String> = [
    "reason", "reasons", "reasoning", "explanation", "explanations", "rationale", "justification", "comment",
    "comments", "feedback", "analysis", "why", "whyitisso", "thought", "thoughts",
  ]
  private static let scoreNames: Set<String> = [
    "score", "rating", "value", "grade", "points", "mark", "result", "finalscore", "overallscore", "answer",
    "verdict",
  ]
  private static let titleNames: Set<String> = [
    "dimension", "name", "criterion", "criteria", "metric", "aspect", "category", "scale",
  ]
  private static let containers: Set<String> = [
    "scores", "ratings", "evaluation", "evaluations", "judgement", "judgment", "judgements", "judgments",
    "result",
    "results", "answer", "output", "response", "dimensions", "assessment", "grades", "properties", "data",
    "json",
  ]
}

extension LooseJSON {
  var isScalar: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }
}
