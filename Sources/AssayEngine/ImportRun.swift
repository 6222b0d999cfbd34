import AssayModel
import AssayStore
import Foundation

/// Takes files into a workspace.
///
/// One thread reads, understands, hashes and sketches; the calling thread writes. Between them lie a few
/// thousand rows at most, so memory does not depend on the size of the files.
public struct ImportRun {
  public struct Options: Sendable {
    /// The batch of rows that name none; nil: the file's name.
    public var batch: String?
    /// The technique of rows that name none.
    public var technique: String?
    /// Which paths hold the texts; empty: the shape of the row says.
    public var mapping: FieldMapping
    /// Whether to stop at the first problem. What came before it stays.
    public var strict: Bool
    /// Whether fingerprints are made on the way; else ``DuplicateRun`` makes them when it needs them.
    public var makesFingerprints: Bool
    /// Only the decisions of the rows are taken, for examples that are there; everything else in the files is passed over.
    public var decisionsOnly: Bool
    /// Other names for the reviewers of the files.
    public var reviewers: [String: String]
    /// What the fingerprints are made for.
    public var duplicates: DuplicateSettings

    public init(
      batch: String? = nil, technique: String? = nil, mapping: FieldMapping = FieldMapping(),
      strict: Bool = false,
      makesFingerprints: Bool = false, duplicates: DuplicateSettings = DuplicateSettings(),
      decisionsOnly: Bool = false, reviewers: [String: String] = [:]
    ) {
      self.batch = batch
      self.technique = technique
      self.mapping = mapping
      self.strict = strict
      self.makesFingerprints = makesFingerprints
      self.duplicates = duplicates
      self.decisionsOnly = decisionsOnly
      self.reviewers = reviewers
    }
  }

  private let workspace: Workspace
  private let sources: [ImportSource]
  private let options: Options
  private let cancellation: Cancellation
  private let problem: (ImportProblem) -> Void
  private let progress: (ImportProgress) -> Void
  private let took: (ExampleID) -> Void

  /// - Parameters:
  ///   - sources: read in their order.
  ///   - problem: called for each line or file that is refused, in order, on the calling thread.
  ///   - progress: called every few dozen rows, on the calling thread.
  ///   - took: called for the example of each row that was taken, new or not, in order, on the calling thread.
  public init(
    workspace: Workspace, sources: [ImportSource], options: Options = Options(),
    cancellation: Cancellation = Cancellation(), problem: @escaping (ImportProblem) -> Void = { _ in },
    progress: @escaping (ImportProgress) -> Void = { _ in }, took: @escaping (ExampleID) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.sources = sources
    self.options = options
    self.cancellation = cancellation
    self.problem = problem
    self.progress = progress
    self.took = took
  }

  /// Reads all files.
  ///
  /// - Throws: a ``WorkspaceError`` when the store cannot go on, or `CancellationError`. What was
  ///   committed before stays; importing the same files again goes on from there.
  public func run() throws -> ImportSummary {
    let reader = ImportReader(sources: sources, options: options)
    let queue = reader.start()
    defer { queue.stop() }
    var state = State(total: totalBytes)
    defer { state.writer?.cancel() }
    while !state.summary.stopped {
      try cancellation.check()
      guard let event = try next(queue, state.writer) else { break }
      try take(event, &state)
    }
    try finishFile(&state)
    state.summary.seconds = state.seconds
    return state.summary
  }

  private struct State {
    var summary = ImportSummary()
    var source: ImportSource = .standardInput
    var writer: ImportWriter?
    var rows = 0
    let total: Int64?
    let start = ContinuousClock.now

    init(total: Int64?) { self.total = total }

    var seconds: Double {
      let elapsed = ContinuousClock.now - start
      return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    }
  }

  /// The next event. Nobody else can write while a transaction is open, so it is not left open over a
  /// long wait.
  private func next(_ queue: BoundedQueue<ReaderEvent>, _ writer: ImportWriter?) throws -> ReaderEvent? {
    var patience = 0.05
    while true {
      switch queue.pop(patience: patience) {
      case .element(let event): return event
      case .end: return nil
      case .nothingYet:
        try writer?.flush()
        try cancellation.check()
        patience = 0.25
      }
    }
  }

  private func take(_ event: ReaderEvent, _ state: inout State) throws {
    switch event {
    case .begin(let source):
      state.source = source
      state.writer = try workspace.beginImport(
        name: options.batch ?? source.batchName,
        fingerprintSettings: FingerprintSettings(options.duplicates).number)
    case .rows(let rows, let place):
      for row in rows {
        try write(row, &state)
        if state.summary.stopped { return }
      }
      progress(
        ImportProgress(
          file: place.file, bytes: place.bytes, totalBytes: state.total, rows: state.rows,
          seconds: state.seconds))
    case .end(let failure):
      if let failure {
        state.summary.failedFiles += 1
        problem(ImportProblem(file: state.source.name, line: nil, message: failure))
        state.summary.stopped = options.strict
      }
      try finishFile(&state)
    }
  }

  private func write(_ row: PreparedRow, _ state: inout State) throws {
    guard let writer = state.writer else { return }
    state.rows += 1
    let outcome: ImportOutcome
    guard let content = options.decisionsOnly ? decisions(of: row.content) : row.content else { return }
    switch content {
    case .row(let hashed):
      outcome = try writer.add(
        withTechnique(hashed.row), contentHash: hashed.contentHash, bands: hashed.bands)
    case .annotation(let annotation): outcome = try writer.annotate(annotation)
    case .problem(let message): return refuse(row.line, message, &state)
    }
    switch outcome {
    case .refused(let reason): refuse(row.line, reason.description, &state)
    case .added(let id), .alreadyThere(let id, _): took(id)
    }
  }

  /// The content without anything but decisions; nil: it has none.
  private func decisions(of content: PreparedRow.Content) -> PreparedRow.Content? {
    var (key, decisions): (String, [ImportedDecision])
    switch content {
    case .row(let hashed): (key, decisions) = (hashed.row.key ?? hashed.contentHash, hashed.row.decisions)
    case .annotation(let annotation): (key, decisions) = (annotation.key, annotation.decisions)
    case .problem: return content
    }
    for index in decisions.indices {
      decisions[index].reviewer = options.reviewers[decisions[index].reviewer] ?? decisions[index].reviewer
    }
    return decisions.isEmpty ? nil : .annotation(ImportAnnotation(key: key, decisions: decisions))
  }

  private func withTechnique(_ row: ImportRow) -> ImportRow {
    guard let technique = options.technique, row.provenance.technique == nil else { return row }
    var row = row
    row.provenance.technique = technique
    return row
  }

  private func refuse(_ line: Int, _ message: String, _ state: inout State) {
    state.summary.refused += 1
    problem(ImportProblem(file: state.source.name, line: line, message: message))
    state.summary.stopped = options.strict
  }

  private func finishFile(_ state: inout State) throws {
    guard let writer = state.writer else { return }
    state.writer = nil
    let counts = try writer.finish()
    state.summary.add(counts)
    for refusal in counts.unresolved {
      state.summary.refused += 1
      problem(ImportProblem(file: state.source.name, line: nil, message: refusal.description))
    }
  }

  /// nil as soon as one source has no size.
  private var totalBytes: Int64? {
    var total: Int64 = 0
    for source in sources {
      guard case .file(let path) = source,
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path),
        attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? NSNumber
      else { return nil }
      total += size.int64Value
    }
    return total
  }
}
