import AssayModel
import AssayStatistics
import AssayStore
import TerminalCore

/// The figures of a workspace, as `assay status` shows them.
struct WorkspaceStatus: Encodable {
  struct BatchFigures: Encodable {
    var name: String
    var technique: String?
    var examples: Int
  }
  struct JudgeFigures: Encodable {
    var name: String
    var dimensions: [String]
    var scored: Int
    /// Whether it is the version in use.
    var adopted = false
  }
  struct ReviewerFigures: Encodable {
    var name: String
    var accepted: Int
    var rejected: Int
    /// Examples with scores of this reviewer's own.
    var scored: Int
    /// Accepted of those decided; nil when nothing is.
    var acceptedShare: Double?
    /// The 95 % interval of it (Wilson 1927).
    var interval: Interval?
  }
  struct Calibration: Encodable {
    /// Examples on which all who decided agree, and those on which somebody has ruled.
    var decided: Int
    var target: Int
    var accepted: Int
    var rejected: Int
    /// Examples on which reviewers differ and nobody has ruled; they do not count.
    var disputed: Int
  }

  var task: String
  var folder: String
  /// Each counted once: known-bad probes and repeats are none.
  var examples: Int
  /// Where those come from.
  var origins: ExampleOrigins
  var batches: [BatchFigures]
  var judges: [JudgeFigures]
  var clusters: Int
  var decisions: Int
  var reviewers: [ReviewerFigures]
  /// Examples without a verdict from anybody.
  var undecided: Int
  var calibration: Calibration
  /// What was answered when somebody asked whether generated data is right for the task; nil: nobody did.
  var fitness: Fitness?
  /// nil: there are none.
  var probes: ProbeStatus?

  init(workspace: Workspace, folder: String, task: TaskSpecification) throws {
    self.task = task.name
    fitness = task.fitness
    self.folder = folder
    // Known-bad probes are data for nobody, and count nowhere.
    let bad = try workspace.knownBad()
    origins = try workspace.exampleOrigins()
    examples = origins.all
    let status = try ProbeStatus(workspace: workspace, task: task)
    probes = status.knownBad + status.knownGood == 0 ? nil : status
    batches = try workspace.batches().map {
      BatchFigures(name: $0.name, technique: $0.technique, examples: $0.count)
    }
    let probesByJudge = try workspace.judgedKnownBad()
    let adopted = try workspace.adoptions().last?.judge
    let versions = try workspace.judges()
    // The one in use first.
    judges = (versions.filter { $0.id == adopted } + versions.filter { $0.id != adopted }).map {
      JudgeFigures(
        name: $0.name, dimensions: $0.dimensions, scored: $0.count - probesByJudge[$0.id, default: 0],
        adopted: $0.id == adopted)
    }
    clusters = try workspace.clusterCount()
    let entries = try workspace.decisions().filter { $0.example.map { !bad.contains($0) } ?? true }
    let log = DecisionLog(entries)
    decisions = entries.count
    reviewers = Set(entries.map(\.reviewer)).sorted().map { Self.figures(of: $0, in: log) }
    calibration = Self.calibration(log, target: task.calibrationTarget)
    undecided = examples - calibration.decided - calibration.disputed
  }

  private static func figures(of reviewer: String, in log: DecisionLog) -> ReviewerFigures {
    let accepted = log.count(of: .accept, by: reviewer)
    let rejected = log.count(of: .reject, by: reviewer)
    let share = Proportion(successes: accepted, n: accepted + rejected)
    let scored = log.examples.count { log.opinion(of: reviewer, on: $0)?.scores.isEmpty == false }
    return ReviewerFigures(
      name: reviewer, accepted: accepted, rejected: rejected, scored: scored, acceptedShare: share.value,
      interval: share.wilson())
  }

  private static func calibration(_ log: DecisionLog, target: Int) -> Calibration {
    var result = Calibration(decided: 0, target: target, accepted: 0, rejected: 0, disputed: 0)
    for example in log.examples {
      switch log.heldVerdict(on: example)?.verdict {
      case .accept: result.accepted += 1
      case .reject: result.rejected += 1
      case nil where log.isDisputed(example): result.disputed += 1
      case nil: continue
      }
    }
    result.decided = result.accepted + result.rejected
    return result
  }

  /// The lines for people.
  var lines: [String] {
    var lines = [
      "\(task): \(Figures.count(examples, "example")) in \(Figures.count(batches.count, "batch", "batches"))"
        + (examples > 0 ? " (\(origins.sentence))" : "")
    ]
    for batch in batches.prefix(12) {
      let technique = batch.technique.map { batch.name.contains($0) ? "" : " · \($0)" } ?? ""
      lines.append("  \(batch.name)\(technique): \(Figures.grouped(batch.examples))")
    }
    if batches.count > 12 { lines.append("  and \(Figures.count(batches.count - 12, "more", "more"))") }
    lines.append("Fitness: " + Fitness.summary(fitness))
    lines.append(judges.isEmpty ? "Judges: none" : "Judges:")
    for judge in judges {
      lines.append(
        "  \(judge.name)\(judge.adopted ? " (in use)" : ""): \(Figures.grouped(judge.scored)) scored on \(judge.dimensions.joined(separator: ", "))"
      )
    }
    lines.append("Duplicate clusters: \(Figures.grouped(clusters))")
    lines.append(reviewers.isEmpty ? "Decisions: none yet; `assay` opens the workbench" : "Decisions:")
    lines += reviewers.map(Self.line)
    lines.append("Undecided: \(Figures.grouped(undecided))")
    lines.append(
      "Calibration set: \(Figures.grouped(calibration.decided)) of \(Figures.grouped(calibration.target)) "
        + "(\(calibration.accepted) accepted, \(calibration.rejected) rejected"
        + (calibration.disputed == 0 ? ")" : ", \(calibration.disputed) disputed and left out: :adjudicate)"))
    lines += (probes?.reviewers ?? []).map {
      "Probes: \($0.name) caught \($0.knownBad.phrase("known-bad")), accepted \($0.knownGood.phrase("known-good"))"
    }
    return lines.map(DisplayText.safe)
  }

  private static func line(for reviewer: ReviewerFigures) -> String {
    let decided = reviewer.accepted + reviewer.rejected
    let scored = reviewer.scored == 0 ? "" : ", \(Figures.grouped(reviewer.scored)) scored"
    guard let share = reviewer.acceptedShare, let interval = reviewer.interval else {
      return "  \(reviewer.name): nothing decided" + scored
    }
    return
      "  \(reviewer.name): \(Figures.grouped(decided)) decided, \(Figures.grouped(reviewer.accepted)) accepted = "
      + "\(Figures.percent(share)) (95 % interval \(Figures.percent(interval.lower)) to "
      + "\(Figures.percent(interval.upper)))" + scored
  }
}
