import AssayJudging
import AssayModel

/// What the variables of ``GenerationVariable/all`` stand for in one call.
struct GenerationValues {
  let fence: Fence
  /// In Mustache's terms. A text that would be empty is absent, so that its section is not there.
  let root: [String: Any]

  /// Texts to differ from need not be whole for that.
  private static let avoidLimit = 300

  init(call: GenerationCall, task: TaskSpecification, form: ItemForm, secret: [UInt8]) {
    let avoid = call.avoid.map(Self.shortened)
    let profiles = call.attributes.map(\.text)
    let parents = call.shownParents
    let quotas = QuotaLines(call: call, task: task)
    let foreign =
      call.seeds.flatMap(ShownText.texts) + parents.flatMap(ShownText.texts) + profiles + avoid
      + quotas.foreign + ShownText.foreignLabels(task) + Self.context(of: call)
    // The number is part of it, so that no two calls of a run have one mark.
    let asked = ["generation", call.technique.rawValue, "\(call.number)", "\(call.seed)", call.ask]
    let fence = Fence(secret: secret, content: asked + ["\n"] + foreign, avoiding: foreign)
    self.fence = fence

    var root: [String: Any] = [
      "phrasing": call.ask, "count": "\(call.count)", "per_parent": "\(call.eachParent)",
      "fields": call.fields.enumerated().map { Fence.safeName($1, at: $0) }.joined(separator: ", "),
      "labelled": form.isLabelled, "deceptive": call.isDeceptive, "first": call.stage == 0,
      "last": call.isLast,
      "output_first": call.outputFirst, "format": form.text, "fence": fence.mark,
    ]
    if !task.description.isEmpty { root["task"] = task.description }
    if !task.labels.isEmpty { root["labels"] = ShownText.labels(task, fence) }
    if let text = quotas.text(fence) { root["quotas"] = text }
    if !call.seeds.isEmpty { root["seeds"] = ShownText.block(call.seeds, named: "example", fence) }
    if !call.parents.isEmpty { root["parents"] = ShownText.block(parents, named: "example", fence) }
    if !profiles.isEmpty {
      root["attributes"] = fence.block(profiles.enumerated().map { ("profile \($0 + 1)", $1) })
    }
    if !avoid.isEmpty { root["avoid"] = fence.block(avoid.enumerated().map { ("text \($0 + 1)", $1) }) }
    if let variant = call.variant, !variant.isEmpty {
      root["variant"] =
        switch call.technique {
        case .edgeCase: EdgeCase.words(for: variant)
        case .contextVariation: fence.block([("context", variant)])
        default: variant
        }
    }
    if let wish = call.wish, !wish.isEmpty { root["wish"] = wish }
    if call.technique == .backTranslation {
      root["from"] = call.sourceLanguage
      root["to"] = call.targetLanguage
    }
    self.root = root
  }

  /// Contexts may be a file's lines.
  private static func context(of call: GenerationCall) -> [String] {
    call.technique == .contextVariation ? [call.variant].compactMap(\.self) : []
  }

  private static func shortened(_ text: String) -> String {
    let start = text.prefix(avoidLimit)
    return start.endIndex == text.endIndex ? text : start + "…"
  }
}

extension GenerationCall {
  private static let original = "the language of the original"

  var sourceLanguage: String {
    stage == 0 ? language ?? "the language that each is in" : pivots[min(stage, pivots.count) - 1]
  }

  var targetLanguage: String {
    stage < pivots.count ? pivots[stage] : language ?? Self.original
  }
}

/// `- 3 with the label "refund", difficulty hard`
struct QuotaLines {
  private let lines: [String]
  /// Labels that do not come from the task: some file wrote them.
  let foreign: [String]

  init(call: GenerationCall, task: TaskSpecification) {
    let quotas = call.parents.isEmpty ? call.quotas.filter { $0.wanted > 0 } : []
    // One cell without a label or a difficulty says nothing that the ask does not.
    let saysSomething = quotas.contains { $0.label != nil || $0.difficulty != nil }
    lines = saysSomething ? quotas.map(Self.line) : []
    let known = task.labelsAreData ? [] : Set(task.labels)
    foreign = quotas.compactMap(\.label).filter { !known.contains($0) }
  }

  func text(_ fence: Fence) -> String? {
    guard !lines.isEmpty else { return nil }
    let text = lines.joined(separator: "\n")
    return foreign.isEmpty ? text : fence.block([("quotas", text)])
  }

  private static func line(_ quota: Quota) -> String {
    let label = quota.label.map { "with the label \(JSONText.string($0))" }
    let difficulty = quota.difficulty.map { "difficulty \($0)" }
    let words = [label, difficulty].compactMap(\.self).joined(separator: ", ")
    return "- \(quota.wanted) " + (words.isEmpty ? "of any kind" : words)
  }
}
