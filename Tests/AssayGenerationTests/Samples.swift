import AssayGeneration
import AssayModel

/// Calls as a run would plan them.
enum Samples {
  static let secret = Array("a secret of the workspace".utf8)
  static let task = TaskSpecification(
    name: "mails", description: "Sort mails to a bank.", labels: ["refund", "card lost", "Exchange_rate"])

  static func shown(_ text: String, key: String? = nil, label: String? = "refund") -> GenerationCall.Shown {
    GenerationCall.Shown(key: key, fields: [TextField(name: "text", text: text)], label: label)
  }

  /// One call of each technique, with everything in it that the technique uses.
  static func call(_ technique: Technique) -> GenerationCall {
    var call = GenerationCall(number: 3, technique: technique, seed: 7)
    call.seeds = [shown("SEED-ONE", key: "s1"), shown("SEED-TWO", key: "s2", label: "card lost")]
    call.avoid = ["AVOID-ONE", "AVOID-TWO"]
    call.wish = "Keep them polite."
    if technique.needsParents {
      call.parents = [shown("PARENT-ONE", key: "p1"), shown("PARENT-TWO", key: "p2", label: "card lost")]
      call.perParent = 2
    } else {
      call.quotas = [
        Quota(label: "refund", difficulty: "hard", wanted: 3),
        Quota(label: "card lost", difficulty: "easy", wanted: 4),
      ]
    }
    switch technique {
    case .backTranslation:
      call.variant = "German > Finnish"
      call.perParent = 1
    case .contextVariation: call.variant = "a hospital at night"
    case .edgeCase: call.variant = EdgeCase.sarcasm.rawValue
    case .adversarial:
      call.variant = "student"
      call.parents[0].said = "SAID-ONE"
    case .instruction:
      call.fields = ["instruction", "input", "output"]
      call.quotas = [Quota(label: nil, difficulty: nil, wanted: 5)]
    case .direct:
      call.attributes = AttributeGrid(attributes: [
        .init(name: "persona", values: ["PROFILE-A", "PROFILE-B"])
      ])
      .draw(7, seed: 1)
    default: break
    }
    return call
  }

  static func prompt(_ technique: Technique) throws -> GenerationPrompt {
    try GenerationPrompt(
      technique: technique, template: DefaultTemplates.text(for: technique), task: task)
  }

  static func request(_ call: GenerationCall) throws -> ChatRequest {
    try prompt(call.technique).request(call, secret: secret)
  }

  static func words(_ request: ChatRequest) -> String {
    request.messages.map(\.content).joined(separator: "\n")
  }

  /// What is left of a prompt without the blocks between lines that carry its mark.
  static func outsideFences(_ request: ChatRequest) -> String {
    let mark = "<<" + (request.fence ?? "?") + " "
    var isInside = false
    var lines: [Substring] = []
    for line in words(request).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(mark) {
        isInside = line != mark + "end>>"
      } else if !isInside {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }

  static func parse(
    _ text: String, _ call: GenerationCall, finish: ChatAnswer.Finish = .stop
  ) -> (examples: [GeneratedExample], problems: [String]) {
    GenerationAnswer.parse(ChatAnswer(text: text, finish: finish), call: call, task: task)
  }
}
