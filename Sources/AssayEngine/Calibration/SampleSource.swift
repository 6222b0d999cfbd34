import AssayCalibration
import AssayModel
import AssayStore

/// Reads from a workspace what a draw needs.
struct SampleSource {
  let workspace: Workspace
  let task: TaskSpecification
  let judge: JudgeID?
  /// Milliseconds since 1970.
  let at: Int64
  /// The examples that may be drawn; nil: all.
  var within: Set<ExampleID>?
  var includesSeeds = false

  /// The population of a draw: what nobody has decided, probes and repeats left out, and seeds unless they are asked
  /// for.
  ///
  /// - Returns: and how many seeds were left out.
  func read() throws -> (SamplePopulation, Sampler.Knowledge, DecisionLog, seedsLeftOut: Int) {
    let log = DecisionLog(try workspace.decisions())
    let columns = try workspace.columns(judge: judge)
    var isOpen = [Bool](repeating: true, count: columns.count)
    for probe in columns.probes { isOpen[Int(probe)] = false }
    for example in log.examples where isDecided(example, log) && example.rawValue <= Int64(columns.count) {
      isOpen[Int(example.rawValue) - 1] = false
    }
    let open = isOpen.indices.filter { row in
      isOpen[row] && within?.contains(ExampleID(Int64(row) + 1)) != false
    }
    let rows = includesSeeds ? open : open.filter { !Self.isSeed($0, columns) }
    let scores = try dimensionScores()
    let population = SamplePopulation(
      examples: rows.map { Int32($0 + 1) }, label: rows.map { columns.label[$0] },
      technique: rows.map { Int32(columns.technique[$0]) }, duplicates: rows.map { Self.kind($0, columns) },
      score: rows.map { columns.score[$0] }, spread: rows.map { columns.spread[$0] },
      dimensions: scores.sorted { $0.key < $1.key }.map { name, column in
        (name: name, scores: rows.map { $0 < column.count ? column[$0] : .nan })
      }, labels: columns.labels, techniques: columns.techniques)
    return (population, try knowledge(columns), log, open.count - rows.count)
  }

  private static func isSeed(_ row: Int, _ columns: ExampleColumns) -> Bool {
    let technique = Int(columns.technique[row])
    return columns.techniques.indices.contains(technique)
      && columns.techniques[technique] == ExampleOrigins.seedTechnique
  }

  private func isDecided(_ example: ExampleID, _ log: DecisionLog) -> Bool {
    log.opinions(on: example).values.contains { $0.verdict != nil || $0.ruling != nil }
  }

  private func dimensionScores() throws -> [String: [Float]] {
    guard let judge, let version = try workspace.judges().first(where: { $0.id == judge }) else { return [:] }
    return try workspace.scores(judge: judge, dimensions: version.dimensions)
  }

  private static func kind(_ row: Int, _ columns: ExampleColumns) -> UInt8 {
    let cluster = columns.cluster[row]
    guard cluster != 0 else { return 0 }
    let place = columns.clusterKinds[cluster].flatMap { DuplicateKind.allCases.firstIndex(of: $0) }
    return UInt8(clamping: 1 + (place.map { $0 + 1 } ?? 0))
  }

  // MARK: What is decided

  private func knowledge(_ columns: ExampleColumns) throws -> Sampler.Knowledge {
    let rules = try judge.map(rules) ?? [.mean(atLeast: task.keepAt)]
    let set = try CalibrationSource(workspace: workspace, task: task, now: { [at] in at }).progress()
    let open = set.rows.filter { $0.split != .test }.map(\.example)
    let judgements = try judge.map { try workspace.judgements(by: $0, on: open) } ?? [:]
    let decided = set.rows.map { row in
      let scores = judgements[row.example].map(Self.scores)
      let mean = judgements[row.example]?.mean
      return DecidedExample(
        label: row.label, technique: row.technique, score: mean.map(Float.init) ?? .nan,
        verdict: row.truth.verdict, isKept: scores.flatMap { rules[0].keeps($0) })
    }
    let scale = task.dimensions.isEmpty ? [Dimension(name: "")] : task.dimensions
    let low = scale.map(\.minimum).min() ?? 1
    let high = scale.map(\.maximum).max() ?? 5
    return Sampler.Knowledge(
      rules: rules, decided: decided, scaleWidth: Double(max(1, high - low)), scaleStart: Double(low))
  }

  /// The rule in force, then those before it and the configuration's, where they differ.
  private func rules(of judge: JudgeID) throws -> [KeepRule] {
    let written = try workspace.keepRules().filter { $0.judge == judge }.map(\.rule)
    let rules = written.suffix(3).reversed() + [.mean(atLeast: task.keepAt)]
    var seen: Set<KeepRule> = []
    return rules.filter { seen.insert($0).inserted }
  }

  private static func scores(_ judgement: Judgement) -> [String: Double] {
    Dictionary(
      judgement.scores.compactMap { score in score.value.map { (score.dimension, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
