import AssayGeneration
import AssayModel

/// Reads one stage.
struct StageReader {
  private let kind: PipelineStage.Kind
  private let line: Int
  private let task: TaskSpecification
  private var section: SectionReader
  /// Stages that it names.
  private(set) var mentions: [(key: String, name: String, line: Int?)] = []
  var problems: [ConfigurationProblem] { section.problems }

  init(
    _ entries: [ConfigurationValue.Entry], kind: PipelineStage.Kind, file: String, line: Int,
    task: TaskSpecification
  ) {
    self.kind = kind
    self.line = line
    self.task = task
    section = SectionReader(
      entries, file: file, section: "stage", known: ["kind", "name"] + Self.keys(of: kind))
  }

  private static let models = ["model", "verifier", "weak", "translator"]

  static func keys(of kind: PipelineStage.Kind) -> [String] {
    let both =
      [
        "technique", "count", "from", "difficulty", "per_call", "temperature", "variants", "wish", "budget",
      ] + models
    return switch kind {
    case .seeds: ["file", "heldout", "batch"]
    case .generate: both + ["labels", "seeds_per_call", "seeds", "attributes"]
    case .augment: both + ["pivots", "contexts"]
    case .judge: ["judge", "samples", "concurrency", "budget"]
    case .dedupe: []
    case .sample: ["count", "by", "from", "bad_share", "include_seeds"]
    }
  }

  /// - Returns: what it does, as far as it could be understood, and the name that it is given.
  mutating func read() -> (PipelineStage.Work, name: String?) {
    let name = section.filled("name")
    let work: PipelineStage.Work =
      switch kind {
      case .seeds: .seeds(seeds())
      case .generate: .generate(generate())
      case .augment: .augment(augment())
      case .judge: .judge(judge())
      case .dedupe: .dedupe
      case .sample: .sample(sample())
      }
    return (work, name)
  }

  // MARK: Kinds

  private mutating func seeds() -> SeedsStage {
    SeedsStage(
      file: section.required("file", "the file with the seeds", line: line) ?? "",
      heldOut: section.filled("heldout", meaning: "a path in quotes"),
      batch: section.filled("batch") ?? "seeds")
  }

  private mutating func generate() -> GenerateStage {
    var stage = asked(technique: .direct)
    stage.labels = labels()
    stage.seedsPerCall = section.integer("seeds_per_call", atLeast: 0, atMost: 100)
    stage.seeds = section.filled("seeds", meaning: "the name of a batch in quotes")
    stage.drawsAttributes = section.boolean("attributes")
    stage.variants = section.names("variants") ?? []
    if stage.technique.needsParents {
      section.note(
        section.line(of: "technique"),
        "\"technique\": \(stage.technique.rawValue) starts from examples; write kind = \"augment\"")
    }
    refuseUnwritten(stage)
    refuseKinds(stage)
    return stage
  }

  /// What `assay generate` refuses too.
  private mutating func refuseUnwritten(_ stage: GenerateStage) {
    guard stage.technique == .instruction else { return }
    for key in ["labels", "difficulty"] where section.line(of: key) != nil {
      if key == "labels", stage.labels == "free" { continue }
      section.note(
        section.line(of: key),
        "\"\(key)\": instruction-following writes neither labels nor difficulties; leave it away")
    }
  }

  private mutating func refuseKinds(_ stage: GenerateStage) {
    guard stage.technique == .edgeCase else {
      if !stage.variants.isEmpty {
        section.note(section.line(of: "variants"), "\"variants\" belongs to technique = \"edge-case\"")
      }
      return
    }
    for kind in stage.variants {
      guard let meant = GenerationWords.slip(kind, EdgeCase.allCases.map(\.rawValue)) else { continue }
      section.note(
        section.line(of: "variants"), "\"variants\": there is no \"\(kind)\"; did you mean \"\(meant)\"?")
    }
  }

  private mutating func augment() -> GenerateStage {
    var stage = asked(technique: .paraphrase)
    let keys: [(String, Technique)] = [("pivots", .backTranslation), ("contexts", .contextVariation)]
    for (key, technique) in keys {
      guard let names = section.names(key) else { continue }
      stage.variants = names
      if stage.technique != technique {
        section.note(section.line(of: key), "\"\(key)\" belongs to technique = \"\(technique.rawValue)\"")
      }
    }
    stage.variants = section.names("variants") ?? stage.variants
    if !stage.technique.needsParents {
      section.note(
        section.line(of: "technique"),
        "\"technique\": \(stage.technique.rawValue) starts from no examples; write kind = \"generate\"")
    }
    return stage
  }

  private mutating func asked(technique: Technique) -> GenerateStage {
    let found = section.choice("technique", among: Technique.self) ?? technique
    if section.line(of: "count") == nil {
      section.note(line, "\"count\" is missing: how many examples to have in the end")
    }
    var stage = GenerateStage(
      technique: found, count: section.integer("count", atLeast: 1, atMost: 1_000_000) ?? 1)
    stage.from = mention("from")
    stage.difficulty = difficulty()
    stage.model = model("model")
    stage.verifier = model("verifier")
    stage.weak = model("weak")
    stage.translator = model("translator")
    stage.perCall = section.integer("per_call", atLeast: 1, atMost: 200)
    stage.temperature = section.temperatures("temperature")
    stage.wish = section.filled("wish")
    if found == .adversarial, section.line(of: "variants") != nil {
      section.note(
        section.line(of: "variants"),
        "\"variants\": technique = \"adversarial\" has none; it attacks the judge, or the model that \"weak\" "
          + "names")
    }
    stage.budget = section.positive("budget")
    return stage
  }

  private mutating func judge() -> JudgeStage {
    let stage = JudgeStage(
      judge: section.filled("judge"), samples: section.integer("samples", atLeast: 1, atMost: 100),
      concurrency: section.integer("concurrency", atLeast: 1, atMost: 1024),
      budget: section.positive("budget"))
    return stage
  }

  private mutating func sample() -> SampleStage {
    SampleStage(
      count: section.integer("count", atLeast: 1, atMost: 100_000) ?? 100,
      strategy: section.choice("by", among: SampleDraw.Strategy.self), from: mention("from"),
      badShare: section.share("bad_share"), includesSeeds: section.boolean("include_seeds"))
  }

  // MARK: Values

  private mutating func mention(_ key: String) -> String? {
    guard let name = section.filled(key, meaning: "the name of a stage in quotes") else { return nil }
    mentions.append((key, name, section.line(of: key)))
    return name
  }

  private mutating func model(_ key: String) -> String? {
    guard let name = section.filled(key, meaning: "the name of a [models.NAME] in quotes") else { return nil }
    let names = task.models.map(\.name)
    if !names.contains(name) {
      section.note(
        section.line(of: key),
        "\"\(key)\": there is no model \"\(name)\" in assay.toml" + Spelling.hint(for: name, among: names))
    }
    return name
  }

  private mutating func labels() -> String? {
    if section.isTable("labels") {
      let counts = section.counts("labels")
      return counts.map { "\($0.name)=\($0.count)" }.joined(separator: ",")
    }
    guard let text = section.filled("labels", meaning: "a text in quotes or { label = 100 }") else {
      return nil
    }
    if LabelsArgument(text) == nil {
      section.note(
        section.line(of: "labels"),
        "\"labels\": write \"balanced\", \"free\", \"like:FILE\", or counts such as { a = 100, b = 50 }")
    }
    return text
  }

  private mutating func difficulty() -> [String: Double] {
    guard let entries = section.table("difficulty") else { return [:] }
    let known = ["easy", "medium", "hard"]
    var shares: [String: Double] = [:]
    var areNumbers = true
    for entry in entries {
      if let meant = GenerationWords.slip(entry.key, known) {
        section.note(entry.line, "\"difficulty\": there is no \"\(entry.key)\"; did you mean \"\(meant)\"?")
      }
      switch entry.value.content {
      case .integer(let number) where number >= 0: shares[entry.key] = Double(number)
      case .number(let number) where number >= 0 && number.isFinite: shares[entry.key] = number
      default:
        areNumbers = false
        section.note(entry.line, "\"difficulty\": the share of \(entry.key) must be a number of 0 or more")
      }
    }
    let problem = GenerationWords.sumProblem(shares.filter { $0.value > 0 }) { example in
      "{ " + example.map { "\($0.name) = \($0.share)" }.joined(separator: ", ") + " }"
    }
    if areNumbers, let problem { section.note(section.line(of: "difficulty"), "\"difficulty\": \(problem)") }
    return shares.filter { $0.value > 0 }
  }
}

extension SectionReader {
  /// Whole numbers by name, in the order of the file.
  fileprivate mutating func counts(_ key: String) -> [(name: String, count: Int)] {
    guard let entries = table(key) else { return [] }
    return entries.compactMap { entry in
      if case .integer(let count) = entry.value.content, count >= 0 { return (entry.key, count) }
      note(entry.line, "\"\(key)\": \(entry.key) must be a whole number of 0 or more")
      return nil
    }
  }
}
