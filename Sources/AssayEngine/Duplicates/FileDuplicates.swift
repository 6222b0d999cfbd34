import AssayDuplicates
import AssayEmbedding
import AssayFormats
import AssayModel
import AssayText

/// Finds the near duplicates of a file's rows without a workspace: for pipelines.
public struct FileDuplicates {
  let search: PairSearch
  private let problem: (ImportProblem) -> Void

  /// - Parameters:
  ///   - settings: ``DuplicateMethod/exact`` is always among the methods.
  ///   - embedding: the model to make vectors with; nil: the method embedding is left out.
  ///   - hashesWithoutModel: whether hashed n-grams, which know words but no meanings, stand in for a model.
  ///   - problem: called for each line that cannot be read, in order, on the calling thread.
  ///   - progress: called now and then, on the calling thread.
  public init(
    settings: DuplicateSettings, embedding: (any EmbeddingModel)? = nil, hashesWithoutModel: Bool = false,
    threads: Int = 1, cancellation: Cancellation = Cancellation(),
    problem: @escaping (ImportProblem) -> Void = { _ in },
    progress: @escaping (DuplicateProgress) -> Void = { _ in }
  ) {
    var settings = settings
    settings.keepsPairsBelow = false
    search = PairSearch(
      settings: settings, embedding: embedding, hashesWithoutModel: hashesWithoutModel, threads: threads,
      cancellation: cancellation, progress: progress)
    self.problem = problem
  }

  /// What was found in a file.
  public struct Result: Sendable {
    public var summary: DuplicateSummary
    /// At or over the thresholds, sorted.
    public var pairs: [DuplicatePair]
    /// Examples are numbered by their rows, from 1, lines that could not be read not counted.
    public var clusters: [Cluster]
    /// Which rows are like which rows of the sets.
    public var matches: [ReferenceMatch]
    /// Lines that could not be read.
    public var refused: Int
    let rows: FileRows

    /// The clusters as lines of a file, without their ends: one for each member, in the order of the clusters, their
    /// representatives first. A row without an id goes by the hash of its texts, as an import has it.
    public func lines() -> [String] { rows.lines(clusters) }

    /// The pairs as lines of a file: the ids and lines of both rows, the method and the similarity.
    public func pairLines() -> [String] { rows.lines(pairs) }
  }

  /// - Throws: an error that says what cannot be read and why, an `EmbeddingProblem` or whatever keeps an endpoint from
  ///   answering, or `CancellationError`.
  public func run(path: String) throws -> Result {
    let start = ContinuousClock.now
    let settings = search.settings
    let rows = try FileRows(
      path: path, settings: settings, cancellation: search.cancellation, problem: problem,
      progress: search.progress)
    var summary = DuplicateSummary()
    summary.examples = rows.texts.count
    summary.methods = search.emptyMethods
    var recalls: [Double] = []
    let texts = rows.texts
    let model = try search.model(count: texts.count) { texts[$0] }
    var pairs = try searchWords(rows, &summary, &recalls)
    pairs += try searchVectors(rows, model, &summary, &recalls)
    let matches = try compareReferences(rows, model, &summary)
    try search.cancellation.check()
    search.progress(DuplicateProgress(.clustering))
    let clusters = ClusterFormation(
      count: texts.count, pairs: pairs, scores: [], lengths: texts.map { UInt32(clamping: $0.count) }
    ).form(thresholds: settings.allThresholds, methods: settings.methods)
    summary.count(pairs, settings: settings)
    summary.count(clusters)
    summary.recallEstimate = recalls.min()
    summary.peakMemoryMB = DuplicateSummary.peakMemory
    summary.seconds = start.secondsUntilNow
    return Result(
      summary: summary, pairs: pairs.sorted(), clusters: clusters, matches: matches, refused: rows.refused,
      rows: rows)
  }

  private func searchWords(
    _ rows: FileRows, _ summary: inout DuplicateSummary, _ recalls: inout [Double]
  ) throws -> [DuplicatePair] {
    let settings = search.settings
    let start = ContinuousClock.now
    let corpus = try LexicalCorpus(
      texts: rows.texts,
      fingerprinter: LexicalFingerprinter(settings, masks: settings.methods.contains(.masked)),
      group: rows.groups,
      threads: search.threads, isCancelled: search.isCancelled)
    let preparation = start.secondsUntilNow
    let findings = try LexicalSearch(settings: settings, threads: search.threads).find(
      corpus, progress: { search.progress(DuplicateProgress($0)) }, isCancelled: search.isCancelled)
    for (method, figures) in findings.methods where settings.methods.contains(method) {
      summary.methods[method.rawValue]?.seconds = figures.seconds
    }
    summary.fingerprintSeconds = preparation
    if let recall = findings.recall { recalls.append(recall.share) }
    return findings.pairs
  }

  private func searchVectors(
    _ rows: FileRows, _ model: (any EmbeddingModel)?, _ summary: inout DuplicateSummary,
    _ recalls: inout [Double]
  ) throws -> [DuplicatePair] {
    let name = DuplicateMethod.embedding.rawValue
    guard let model else {
      summary.methods[name] = nil
      return []
    }
    let start = ContinuousClock.now
    summary.model = model.identity
    let texts = rows.texts
    let table = try search.table(
      model, count: texts.count, group: rows.groups, from: 0, workspace: nil, text: { texts[$0] })
    let found = try search.cosines(table, floor: search.settings.floor(.embedding), model)
    recalls.append(found.recall)
    summary.methods[name]?.seconds = start.secondsUntilNow
    return table.expand(found.pairs, group: rows.groups, from: 0)
  }

  private func compareReferences(
    _ rows: FileRows, _ model: (any EmbeddingModel)?, _ summary: inout DuplicateSummary
  ) throws -> [ReferenceMatch] {
    var all: [ReferenceMatch] = []
    let texts = rows.texts
    for set in search.settings.references {
      try search.cancellation.check()
      search.progress(DuplicateProgress(.reference(set.name)))
      let reference = try ReferenceRows(
        set, fields: ComparedFields(names: search.settings.fields), cancellation: search.cancellation)
      for line in reference.problems { problem(line) }
      let matcher = ReferenceMatcher(
        rows: reference, examples: 0..<texts.count, text: { texts[$0] }, search: search, workspace: nil)
      let matches = try matcher.matches(of: set, model: model)
      summary.count(matches, set: set, rows: reference)
      all += matches
    }
    return all
  }
}
