import AssayFormats
import AssayModel
import AssayStore

/// Writes out a part of a workspace, row by row and in the order of import. The memory in use does not
/// depend on the number of examples, only on that of decisions.
public struct ExportRun {
  private let workspace: Workspace
  private let selection: ExportSelection
  private let format: ExportFormat
  private let options: Options

  public init(
    workspace: Workspace, selection: ExportSelection, format: ExportFormat, options: Options = Options()
  ) {
    self.workspace = workspace
    self.selection = selection
    self.format = format
    self.options = options
  }

  /// Writes a file that is there whole or not at all.
  ///
  /// - Parameter force: whether a file that is there may be replaced.
  /// - Throws: `AtomicFileWriter.Failure`, a sentence for people, or a ``WorkspaceError``.
  public func write(toFile path: String, force: Bool) throws -> Summary {
    let writer = try AtomicFileWriter(path: path, force: force)
    let summary = try write { try writer.write(line: $0) }
    try writer.finish()
    return summary
  }

  /// Gives every line, without its end, to `body`.
  public func write(_ body: (String) throws -> Void) throws -> Summary {
    var summary = Summary()
    summary.rows = try write(&summary, body)
    return summary
  }

  private func write(_ summary: inout Summary, _ body: (String) throws -> Void) throws -> Int {
    var decisions = StandingDecisions(try workspace.decisions(), without: try workspace.knownBad())
    decisions.keys = try workspace.keys(of: decisions.named)
    switch (format, selection) {
    case (.jsonl, _):
      return try forEachLine(decisions, &summary, body)
    case (.chat, _):
      return try forEachConversation(decisions, &summary, body)
    case (.csv, .scores):
      let table = ScoreTable(judges: try workspace.judges())
      try body(CSVEncoder.record(table.header))
      return try forEachJudgement { key, judgement in
        try body(CSVEncoder.record(table.cells(judgement, key: key)))
      }
    case (.csv, _):
      return try writeCSV(decisions, &summary, body)
    }
  }

  /// Which columns there are is known after all rows only, so they are gone over twice.
  private func writeCSV(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    let encoder = CSVEncoder()
    var columns: [String] = []
    var known: Set<String> = []
    _ = try forEachLine(decisions, &summary) { line in
      for name in encoder.columns(ofLine: line) where known.insert(name).inserted { columns.append(name) }
    }
    guard !columns.isEmpty else { return 0 }
    try body(CSVEncoder.record(columns))
    var again = Summary()
    return try forEachLine(decisions, &again) { line in
      try body(CSVEncoder.record(encoder.cells(ofLine: line, columns: columns)))
    }
  }

  // MARK: Lines

  private func forEachLine(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    switch selection {
    case .calibration: try forEachCalibrationLine(decisions, &summary, body)
    case .accepted: try forEachAcceptedLine(decisions, &summary, body)
    case .all: try forEachWholeLine(decisions, &summary, body)
    case .decisions: try forEachDecisionLine(decisions, body)
    case .scores: try forEachJudgement { try body(ExportEncoder.scores($1, key: $0)) }
    case .clusters: try forEachMembershipLine(body)
    }
  }

  /// Whether a row is sure enough.
  private func isSure(_ row: StoredRow, _ encoder: ExportEncoder, _ summary: inout Summary) -> Bool {
    guard let least = options.minimumConfidence else { return true }
    guard let confidence = encoder.confidence(ofBody: row.body) else {
      summary.withoutConfidence += 1
      return false
    }
    if confidence < least { summary.unsure += 1 }
    return confidence >= least
  }

  /// Of the accepted examples, or of all that nobody rejected.
  private func forEachConversation(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    let encoder = ExportEncoder()
    let conversations = ConversationEncoder(system: options.system, withReasons: options.withReasons)
    var count = 0
    try workspace.forEachExample { row in
      let verdict = decisions.log.heldVerdict(on: row.id)?.verdict
      guard selection == .accepted ? verdict == .accept : verdict != .reject else { return }
      guard isSure(row, encoder, &summary) else { return }
      let line = conversations.line(
        exportRow(row, decisions), label: decisions.label(of: row.id), edited: decisions.edited(row.id))
      guard let line else {
        summary.withoutAnswer += 1
        return
      }
      try body(line)
      count += 1
    }
    return count
  }

  private func forEachWholeLine(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    let encoder = ExportEncoder()
    let matches = Dictionary(grouping: try workspace.referenceMatches(), by: \.example)
    var count = 0
    try workspace.forEachExample { row in
      guard isSure(row, encoder, &summary) else { return }
      var line = exportRow(row, decisions)
      line.matches = matches[row.id] ?? []
      try body(encoder.whole(line))
      count += 1
    }
    return count
  }

  private func forEachCalibrationLine(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    let encoder = ExportEncoder()
    let examples = decisions.log.examples.filter { decisions.log.heldVerdict(on: $0) != nil }
    var count = 0
    try workspace.forEachExample(in: examples) { row in
      guard isSure(row, encoder, &summary) else { return }
      try body(
        encoder.whole(exportRow(row, decisions), verdict: decisions.log.heldVerdict(on: row.id)?.verdict))
      count += 1
    }
    return count
  }

  private func forEachAcceptedLine(
    _ decisions: StandingDecisions, _ summary: inout Summary, _ body: (String) throws -> Void
  ) throws -> Int {
    let encoder = ExportEncoder()
    let examples = decisions.log.examples.filter { decisions.log.heldVerdict(on: $0)?.verdict == .accept }
    var count = 0
    try workspace.forEachExample(in: examples) { row in
      guard isSure(row, encoder, &summary) else { return }
      try body(
        encoder.accepted(
          exportRow(row, decisions), label: decisions.label(of: row.id), edited: decisions.edited(row.id)))
      count += 1
    }
    return count
  }

  private func forEachDecisionLine(
    _ decisions: StandingDecisions, _ body: (String) throws -> Void
  ) throws -> Int {
    var count = 0
    try workspace.forEachExample(in: decisions.byExample.keys.sorted()) { row in
      for decision in decisions.byExample[row.id] ?? [] {
        try body(ExportEncoder.decision(decision, key: row.key, keys: decisions.keys))
        count += 1
      }
    }
    return count
  }

  private func forEachJudgement(_ body: (String, Judgement) throws -> Void) throws -> Int {
    var count = 0
    try workspace.forEachExample { row in
      for judgement in row.judgements {
        try body(row.key, judgement)
        count += 1
      }
    }
    return count
  }

  private func forEachMembershipLine(_ body: (String) throws -> Void) throws -> Int {
    var count = 0
    try workspace.forEachExample { row in
      guard let cluster = row.cluster else { return }
      try body(ExportEncoder.membership(cluster, key: row.key))
      count += 1
    }
    return count
  }

  private func exportRow(_ row: StoredRow, _ decisions: StandingDecisions) -> ExportRow {
    ExportRow(
      key: row.key, body: row.body, mapping: row.mapping, batch: row.batchName, judgements: row.judgements,
      decisions: decisions.byExample[row.id] ?? [], truth: row.truth, cluster: row.cluster,
      keys: decisions.keys)
  }
}
