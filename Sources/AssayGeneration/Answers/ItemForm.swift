import AssayJudging
import AssayModel

/// The form of the items of an answer: which members they have, in which order they are written.
struct ItemForm {
  /// What a member says.
  enum Role: Hashable {
    /// The number of the parent.
    case of
    /// The number of the profile.
    case profile
    /// One of the texts of the example, by its place in ``GenerationCall/fields``.
    case field(Int)
    case label, difficulty, reason, confidence, reference, adversarial, classification
  }

  struct Member: Hashable {
    var role: Role
    var key: String
  }

  let members: [Member]
  let labels: [String]
  let difficulties: [String]
  private let numbers: Int
  private let profiles: Int

  var isLabelled: Bool { members.contains { $0.role == .label } }

  init(call: GenerationCall, task: TaskSpecification) {
    let asked = call.quotas.compactMap(\.label)
    var labels = task.labels
    for label in asked where !labels.contains(label) { labels.append(label) }
    self.labels = labels
    var difficulties = ["easy", "medium", "hard"]
    for difficulty in call.quotas.compactMap(\.difficulty) where !difficulties.contains(difficulty) {
      difficulties.append(difficulty)
    }
    self.difficulties = difficulties
    numbers = call.parents.count
    profiles = call.attributes.count
    let roles = Self.roles(call, hasLabels: !labels.isEmpty)
    members = roles.map { Member(role: $0, key: Self.key($0, fields: call.outputFields)) }
  }

  private static func roles(_ call: GenerationCall, hasLabels: Bool) -> [Role] {
    let fields = call.outputFields.indices.map { Role.field($0) }
    let label: [Role] = hasLabels ? [.label] : []
    let hasDifficulty = call.quotas.contains { $0.difficulty != nil }
    let difficulty: [Role] = hasDifficulty ? [.difficulty] : []
    let of: [Role] = call.parents.isEmpty ? [] : [.of]
    let start = of + (call.attributes.isEmpty ? [] : [.profile])
    switch call.technique {
    case .direct, .edgeCase: return start + fields + label + difficulty
    case .paraphrase, .backTranslation, .contextVariation: return start + fields
    case .instruction where call.stage == 0: return start + fields + [.classification]
    case .instruction: return start + (call.outputFirst ? fields.reversed() : fields)
    case .distillation: return start + [.reason] + (hasLabels ? [.label] : fields) + [.confidence]
    case .evaluationSet: return start + fields + label + [.difficulty, .reference, .adversarial]
    case .adversarial: return start + [.reason] + fields + label + difficulty
    }
  }

  /// A name that no field has.
  private static func key(_ role: Role, fields: [String]) -> String {
    let name: String
    switch role {
    case .field(let index): return Fence.safeName(fields[index], at: index)
    case .of: name = "of"
    case .profile: name = "profile"
    case .label: name = "label"
    case .difficulty: name = "difficulty"
    case .reason: name = "reason"
    case .confidence: name = "confidence"
    case .reference: name = "reference"
    case .adversarial: name = "adversarial"
    case .classification: name = "classification"
    }
    let taken = Set(fields.map(ItemKey.plain))
    return taken.contains(ItemKey.plain(name)) ? "its_" + name : name
  }

  // MARK: Writing

  /// Every server that takes schemas takes this one. The members' order is the order in which they are written.
  var schema: ChatRequest.Schema {
    let item = JSONText.object([
      ("type", "\"object\""),
      ("properties", JSONText.object(members.map { ($0.key, schema(of: $0.role)) })),
      ("required", JSONText.array(members.map { JSONText.string($0.key) })),
      ("additionalProperties", "false"),
    ])
    let list = JSONText.object([("type", "\"array\""), ("items", item)])
    return ChatRequest.Schema(
      name: "examples",
      json: JSONText.object([
        ("type", "\"object\""), ("properties", JSONText.object([("examples", list)])),
        ("required", "[\"examples\"]"), ("additionalProperties", "false"),
      ]))
  }

  private func schema(of role: Role) -> String {
    switch role {
    case .of: Self.number(upTo: numbers)
    case .profile: Self.number(upTo: profiles)
    case .confidence: JSONText.object([("type", "\"integer\""), ("minimum", "0"), ("maximum", "100")])
    case .adversarial, .classification: JSONText.object([("type", "\"boolean\"")])
    case .label: Self.choice(labels)
    case .difficulty: Self.choice(difficulties)
    default: JSONText.object([("type", "\"string\"")])
    }
  }

  private static func number(upTo last: Int) -> String {
    let numbers = (1...max(1, last)).map { "\($0)" }
    return JSONText.object([("type", "\"integer\""), ("enum", JSONText.array(numbers))])
  }

  private static func choice(_ values: [String]) -> String {
    values.isEmpty
      ? JSONText.object([("type", "\"string\"")])
      : JSONText.object([("type", "\"string\""), ("enum", JSONText.array(values.map(JSONText.string)))])
  }

  /// For people and models: `{"examples": [{"text": "<text>", "label": "<label>"}, …]}`.
  var text: String {
    let item = JSONText.object(members.map { ($0.key, Self.placeholder($0)) })
    return "{\"examples\": [\(item), …]}"
  }

  private static func placeholder(_ member: Member) -> String {
    switch member.role {
    case .of, .profile: "<number>"
    case .confidence: "<0-100>"
    case .adversarial, .classification: "<true or false>"
    case .difficulty: "\"<easy, medium or hard>\""
    default: JSONText.string(Placeholder.text(member.key))
    }
  }

  /// Room for the answer: as much again as the shown examples let expect.
  func tokens(for call: GenerationCall) -> Int {
    let shown = call.parents.isEmpty ? call.seeds : call.parents
    let sizes = shown.map { $0.fields.reduce(0) { $0 + $1.text.utf8.count } }
    let mean = sizes.isEmpty ? 300 : sizes.reduce(0, +) / sizes.count
    let long = call.technique == .edgeCase && call.variant == EdgeCase.veryLong.rawValue
    // Three bytes a token are few for English and many for other scripts.
    let item = (long ? max(mean, 3000) : mean) / 3 + 12 * members.count + 40
    return min(16_384, max(512, 2 * item * max(1, call.count)))
  }
}

extension GenerationCall {
  /// The fields that the answer writes: not those that the parents have already.
  var outputFields: [String] {
    switch technique {
    case .instruction: stage == 0 ? ["instruction"] : ["input", "output"]
    case .distillation: ["output"]
    case .backTranslation, .paraphrase, .contextVariation:
      // Parents may have more fields than examples need, or others.
      parents.first.map { $0.fields.map(\.name) } ?? fields
    default: fields
    }
  }
}

/// Names of members as models vary them.
enum ItemKey {
  /// Letters and digits in lower case.
  static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }
}
