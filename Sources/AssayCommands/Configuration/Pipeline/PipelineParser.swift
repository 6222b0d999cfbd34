import AssayModel

/// Reads [pipeline] and the stages, and notes every mistake.
struct PipelineParser {
  struct Stage {
    var stage: PipelineStage
    /// Of its head.
    var line: Int
    /// Stages that it names, with the key and the line of each.
    var mentions: [(key: String, name: String, line: Int?)]
    /// The line of each key.
    var keys: [String: Int]
  }

  let file: String
  let task: TaskSpecification
  private(set) var definition = PipelineDefinition(name: "", stages: [])
  private(set) var stages: [Stage] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String, task: TaskSpecification) {
    self.file = file
    self.task = task
  }

  mutating func read(_ root: [ConfigurationValue.Entry]) {
    var top = SectionReader(root, file: file, section: "", known: ["pipeline", "stage"])
    readPipeline(&top)
    readStages(root, &top)
    problems += top.problems
    checkNames()
    checkOrder()
    definition.stages = stages.map(\.stage)
  }

  private mutating func note(_ line: Int?, _ message: String) {
    problems.append(ConfigurationProblem(file: file, line: line, message: message))
  }

  // MARK: [pipeline]

  private mutating func readPipeline(_ top: inout SectionReader) {
    guard let line = top.line(of: "pipeline") else {
      top.note(
        nil, "[pipeline] is missing; it begins with name = \"…\", under which the workspace remembers it")
      return
    }
    guard let entries = top.table("pipeline") else { return }
    var section = SectionReader(entries, file: file, section: "pipeline", known: ["name", "budget", "seed"])
    definition.name =
      section.required("name", "the workspace remembers the pipeline by it", line: line) ?? ""
    definition.budget = section.positive("budget")
    definition.seed = section.integer("seed", atLeast: 0).map { UInt64($0) } ?? definition.seed
    problems += section.problems
  }

  // MARK: [[stage]]

  private mutating func readStages(_ root: [ConfigurationValue.Entry], _ top: inout SectionReader) {
    guard let entry = root.first(where: { $0.key == "stage" }) else {
      top.note(nil, "there is no stage; each begins with [[stage]] and a line such as kind = \"generate\"")
      return
    }
    guard case .list(let elements) = entry.value.content else {
      top.note(entry.line, "a stage begins with [[stage]], in two pairs of brackets")
      return
    }
    for element in elements {
      guard case .table(let entries) = element.content else {
        top.note(element.line, "a stage begins with [[stage]], in two pairs of brackets")
        continue
      }
      readStage(entries, line: element.line)
    }
  }

  private mutating func readStage(_ entries: [ConfigurationValue.Entry], line: Int) {
    var head = SectionReader(entries, file: file, section: "stage")
    guard head.line(of: "kind") != nil else {
      let kinds = PipelineStage.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      note(line, "[stage] \"kind\" is missing: one of \(kinds)")
      return
    }
    let kind = head.choice("kind", among: PipelineStage.Kind.self)
    problems += head.problems
    guard let kind else { return }
    let name = free(kind.rawValue)
    var reader = StageReader(entries, kind: kind, file: file, line: line, task: task)
    let (work, given) = reader.read()
    problems += reader.problems
    stages.append(
      Stage(
        stage: PipelineStage(name: given ?? name, work: work), line: line, mentions: reader.mentions,
        keys: Dictionary(entries.map { ($0.key, $0.line) }, uniquingKeysWith: { first, _ in first })))
  }

  /// The kind, with a number from the second of it on.
  private func free(_ kind: String) -> String {
    let names = stages.map(\.stage.name)
    if !names.contains(kind) { return kind }
    return (2...).lazy.map { "\(kind) \($0)" }.first { !names.contains($0) } ?? kind
  }

  // MARK: One with another

  private mutating func checkNames() {
    for (index, stage) in stages.enumerated() {
      let earlier = stages[..<index].map(\.stage.name)
      if earlier.contains(stage.stage.name) {
        note(stage.line, "[stage] \"name\": there is a stage \"\(stage.stage.name)\" already")
      }
      for mention in stage.mentions where !earlier.contains(mention.name) {
        let later = stages.contains { $0.stage.name == mention.name }
        note(
          mention.line,
          "[stage] \"\(mention.key)\": "
            + (later
              ? "the stage \"\(mention.name)\" does not come before this one"
              : "there is no stage \"\(mention.name)\"" + Spelling.hint(for: mention.name, among: earlier)))
      }
    }
  }

  private mutating func checkOrder() {
    for (index, stage) in stages.enumerated() {
      let before = stages[..<index].map(\.stage)
      switch stage.stage.kind {
      case .judge, .dedupe, .sample:
        if !before.contains(where: \.generates) {
          note(
            stage.line,
            "[stage] \"\(stage.stage.name)\" has nothing to begin with: no stage before it generates or augments"
          )
        }
      case .augment:
        if !before.contains(where: { $0.generates || $0.kind == .seeds }) {
          note(
            stage.line,
            "[stage] \"\(stage.stage.name)\" has nothing to begin with: no stage before it brings examples")
        }
      case .seeds, .generate: break
      }
    }
  }
}
