import AssayEngine
import AssayModel
import AssayStatistics
import TerminalCore

/// A funnel for a person.
struct FunnelText {
  let funnel: Funnel

  /// Columns that a line has at most.
  private static let width = 79
  private static let nameWidth = 16

  /// The table, with a sentence on each stage below it.
  var lines: [String] {
    let rounds = funnel.rounds > 1 ? ", \(funnel.rounds) rounds" : ""
    let title = funnel.name + rounds + state
    return ([title] + table + going + sentences).map { Self.trimmed(DisplayText.safe($0)) }
  }

  private var state: String {
    if funnel.isRunning { return ", running" }
    if funnel.isDone { return "" }
    return ", not done yet" + (funnel.brokenOff.map { ": \($0.rawValue)" } ?? "")
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: The table

  private var table: [String] {
    let head = ["stage", "in", "out", "kept", "requests", "tokens", "cost", "time"]
    let rows = funnel.rows.enumerated().map { number, row in
      [(row.isGone ? "- " : "\(number + 1) ") + Self.short(row.stage.name)] + Self.cells(row)
    }
    let total = funnel.total
    return TextTable.lines([head] + rows + [["all", "", "", ""] + Self.cells(total, wall: funnel.wall)])
  }

  private static func cells(_ row: Funnel.Row) -> [String] {
    guard let figures = row.figures else { return ["", "", "waits", "", "", "", ""] }
    return [Figures.grouped(figures.incoming), Figures.grouped(figures.kept), row.share.map(share) ?? ""]
      + cells(figures.spending, wall: figures.wall ?? figures.spending.seconds)
  }

  private static func cells(_ spending: Spending, wall: Double) -> [String] {
    let asks = spending.requests > 0
    return [
      asks ? Figures.grouped(spending.requests) : "",
      asks ? Figures.grouped(spending.tokensIn + spending.tokensOut) : "",
      asks ? spending.cost.map(Figures.money) ?? "not known" : "", Figures.duration(wall),
    ]
  }

  /// "82 % (79-85)"
  static func share(_ share: Proportion) -> String {
    guard let value = share.value, let interval = share.wilson() else { return "" }
    return
      "\(Figures.wholePercent(value)) % (\(Figures.wholePercent(interval.lower))-\(Figures.wholePercent(interval.upper)))"
  }

  private static func short(_ name: String) -> String {
    DisplayText.truncate(DisplayText.safe(name), to: nameWidth)
  }

  // MARK: What is going on

  private var going: [String] {
    funnel.rows.flatMap { row -> [String] in
      guard let run = row.live else { return [] }
      return WrappedLine("\(row.stage.name) " + Self.going(run)).lines(width: Self.width)
    }
  }

  /// "running: 35 of 80 · 12.3 requests/s · about 0:04 left · cost 0.022 so far"
  static func going(_ run: Run) -> String {
    let progress = run.progress
    let (done, total) = PipelineProgress.counts(progress)
    var parts = ["\(run.state.rawValue): \(Figures.grouped(done)) of \(Figures.grouped(total))"]
    if progress.traffic.rate > 0, run.state == .running {
      parts.append("\(Figures.fixed(progress.traffic.rate, places: 1)) requests/s")
      if let left = RunProgressLine.secondsLeft(progress) {
        parts.append("about \(Figures.duration(left)) left")
      }
    }
    if let cost = progress.traffic.cost, cost > 0 { parts.append("cost \(Figures.money(cost)) so far") }
    if progress.failed > 0 { parts.append("\(Figures.grouped(progress.failed)) failed") }
    if let waiting = progress.traffic.waiting { parts.append(waiting) }
    return parts.joined(separator: " · ")
  }

  // MARK: Sentences

  private var sentences: [String] {
    funnel.rows.flatMap { row -> [String] in
      guard let figures = row.figures else { return [] }
      let begun = row.state == .begun ? " so far" : row.state == .waiting ? "; its next round waits" : ""
      let gone = row.isGone ? " (not in the file any more)" : ""
      let rounds = row.rounds > 1 ? ", in \(row.rounds) rounds" : ""
      let sentence = Self.sentence(row.stage.kind, figures, queues: row.queues)
      let text = "\(row.stage.name)\(gone): \(sentence)\(rounds)\(begun)"
      return WrappedLine(text).lines(width: Self.width)
        + figures.notes.flatMap { WrappedLine("  " + $0).lines(width: Self.width) }
    }
  }

  /// "412 of 500 by judge v1 (mean >= 4): 82 % (79-86), 3 without a score"
  static func sentence(
    _ kind: PipelineStage.Kind, _ figures: StageFigures, queues: [Int64] = []
  ) -> String {
    let (incoming, kept) = (Figures.grouped(figures.incoming), Figures.grouped(figures.kept))
    switch kind {
    case .seeds: return "\(Figures.count(figures.kept, "example")) as seeds"
    case .generate, .augment:
      let wanted = figures.wanted.map { " of \(Figures.grouped($0))" } ?? ""
      return "\(kept)\(wanted) examples, \(incoming) in the answers"
        + (figures.batch.map { ", batch \"\($0)\"" } ?? "")
    case .judge:
      let rule = figures.rule.map { " (\($0))" } ?? ""
      let judge = figures.judge.map { " kept by \($0)" } ?? " kept"
      let failed = figures.failed.flatMap { $0 > 0 ? ", \(Figures.grouped($0)) without a score" : nil } ?? ""
      guard figures.incoming > 0 else { return "nothing judged" }
      let share = Self.share(Proportion(successes: figures.kept, n: figures.incoming))
      return "\(kept) of \(incoming)\(judge)\(rule): \(share)\(failed)"
    case .dedupe:
      return "\(Figures.count(figures.copies ?? 0, "near copy", "near copies")) in "
        + "\(Figures.count(figures.clusters ?? 0, "cluster")), \(kept) left"
    case .sample:
      let several = queues.map { "\($0)" }.joined(separator: ", ")
      let queue =
        queues.count > 1 ? " in the queues \(several)" : figures.draw.map { " in queue \($0)" } ?? ""
      return "\(kept) for review\(queue), drawn from \(incoming)"
    }
  }

  /// What comes next, once all is done.
  static let next = "Next: `assay`, then :sample opens the queue"
}
