import AssayCalibration
import AssayModel
import AssayStatistics
import AssayText

/// What tuning has done, for people, as Markdown.
struct TuneReport {
  private let summary: TuneSummary
  private let options: TuneRun.Options

  init(_ summary: TuneSummary, _ options: TuneRun.Options) {
    self.summary = summary
    self.options = options
  }

  var markdown: String {
    let parts = [head, figures, changes, diagnoses, candidates, refused, effort]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var head: [String] {
    [
      "# Tuning of \(Self.plain(summary.incumbent.name))", "",
      "**\(Self.plain(summary.sentence)).**", "",
      "Run \(summary.run.rawValue), seed \(options.seed). A bad example that is kept costs "
        + "\(TuneSummary.fixed(summary.costRatio, places: 1)) good ones that are dropped. Dev \(summary.devCount), "
        + "test \(summary.testCount), few-shot pool \(summary.poolCount) examples.",
    ]
  }

  // MARK: Figures

  private var figures: [String] {
    var rows: [[String]] = []
    if let before = summary.incumbentFigures {
      rows.append(row("before", "dev", before, summary.incumbentRule))
    }
    if let winner = summary.winner {
      rows.append(row("after", "dev", winner.measured.figures, winner.measured.rule))
    }
    if case .decided(let decision) = summary.result, let winner = summary.winner {
      rows.append(row("before", "test", decision.incumbent, summary.incumbentRule))
      rows.append(row("after", "test", decision.challenger, winner.measured.rule))
    }
    guard !rows.isEmpty else { return [] }
    var lines = ["## Figures", ""]
    lines += Self.table(
      [
        "judge", "split", "rule", "cost", "bad kept", "good dropped", "catch rate (95 %)",
        "good kept (95 %)",
      ], rows)
    if let winner = summary.winner {
      lines += [
        "",
        "The figures on dev are those that the prompt and the rule were chosen by, and too good for that reason. On "
          + "rows that did not choose the rule the winner costs \(TuneSummary.fixed(winner.measured.validatedCost)).",
      ]
    }
    if case .decided(let decision) = summary.result { lines += ["", test(decision)] }
    return lines
  }

  private func test(_ decision: TuningDecision) -> String {
    var text =
      "On test \(decision.test.onlySecond) examples were put right and \(decision.test.onlyFirst) made "
      + "wrong: McNemar's exact p = \(TuneSummary.fixed(decision.test.pValue)); on costs, by randomisation, "
      + "p = \(TuneSummary.fixed(decision.comparison.costPValue))."
    let difference = decision.comparison.costDifference
    if let value = difference.value, let interval = difference.interval {
      text +=
        " The cost of an example changes by \(TuneSummary.fixed(value)) (95 % interval "
        + "\(TuneSummary.fixed(interval.lower)) to \(TuneSummary.fixed(interval.upper)))."
    }
    if decision.test.cannotTell() {
      text +=
        " With fewer than \(McNemar.fewestDiscordant()) such examples no outcome could have shown a difference."
    }
    if let needed = decision.neededCount, decision.outcome == .cannotTell {
      text += " To show a difference as large as the one seen, about \(needed) test examples would be needed."
    }
    return text
  }

  private func row(_ name: String, _ split: String, _ figures: TuningFigures, _ rule: KeepRule) -> [String] {
    let matrix = figures.matrix
    return [
      name, split, Self.words(rule), TuneSummary.fixed(figures.cost), "\(matrix.falsePositives)",
      "\(matrix.falseNegatives)", Self.rate(matrix.catchProportion), Self.rate(matrix.truePositiveProportion),
    ]
  }

  static func words(_ rule: KeepRule) -> String {
    switch rule {
    case .mean(let least): "mean at least \(TuneSummary.fixed(least, places: 2))"
    case .weightedMean(_, let least): "weighted mean at least \(TuneSummary.fixed(least, places: 2))"
    case .minimums(let minimums):
      minimums.sorted { $0.key < $1.key }.map {
        "\(plain($0.key)) at least \(TuneSummary.fixed($0.value, places: 1))"
      }
      .joined(separator: ", ")
    case .logistic(_, _, let least): "P(accept) at least \(TuneSummary.fixed(least, places: 2))"
    }
  }

  private static func rate(_ proportion: Proportion) -> String {
    guard let value = proportion.value, let interval = proportion.wilson() else { return "none to measure" }
    func percent(_ value: Double) -> String { TuneSummary.fixed(value * 100, places: 0).dropLast() + " %" }
    return "\(percent(value)) (\(percent(interval.lower)) to \(percent(interval.upper))), n = \(proportion.n)"
  }

  // MARK: What changed

  private var changes: [String] {
    guard let winner = summary.winner else { return [] }
    let candidate = winner.measured.candidate
    guard candidate.id != 0 else {
      return ["## What changes", "", "The prompt stays as it is; only the rule moves."]
    }
    var lines = ["## What changes", ""]
    if !candidate.why.isEmpty { lines += ["Why: \(Self.plain(candidate.why))", ""] }
    lines +=
      ["```diff"] + Self.difference(options.definition.template, candidate.definition.template) + ["```"]
    let shots = candidate.definition.shots.count - options.definition.shots.count
    if shots != 0 {
      lines += [
        "",
        "\(candidate.definition.shots.count) examples with their right answers in the prompt, before "
          + "\(options.definition.shots.count); from the few-shot pool: "
          + candidate.shots.map { "\($0.rawValue)" }.joined(separator: ", "),
      ]
    }
    return lines
  }

  /// Lines that came and lines that went.
  private static func difference(_ old: String, _ new: String) -> [String] {
    func lines(_ text: String) -> [String] {
      text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0) }
    }
    let difference = lines(new).difference(from: lines(old))
    let changes: [String] = difference.compactMap { change in
      switch change {
      case .remove(_, let line, _): line.isEmpty ? nil : "- " + code(line)
      case .insert(_, let line, _): line.isEmpty ? nil : "+ " + code(line)
      }
    }
    return changes.isEmpty ? ["  (the words are the same)"] : changes
  }

  private var diagnoses: [String] {
    guard !summary.diagnoses.isEmpty else { return [] }
    return ["## What the tuner found", ""] + summary.diagnoses.map { "- \(Self.plain($0))" }
  }

  private var candidates: [String] {
    guard summary.entries.count > 1 else { return [] }
    let rows = summary.entries.map { entry in
      let measured = entry.measured
      return [
        "\(measured.candidate.id)", measured.candidate.origin.rawValue,
        measured.candidate.parents.map { "\($0)" }.joined(separator: ", "),
        entry.judge.map { Self.plain($0.name) } ?? "", TuneSummary.fixed(measured.validatedCost),
        "\(measured.figures.matrix.falsePositives)", "\(measured.figures.matrix.falseNegatives)",
        "\(measured.candidate.length)", entry.isOnFront ? "yes" : "",
      ]
    }
    return ["## Candidates that judged all of dev", ""]
      + Self.table(
        [
          "no.", "made by", "from", "version", "cost", "bad kept", "good dropped", "characters",
          "on the front",
        ],
        rows)
  }

  private var refused: [String] {
    guard !summary.refused.isEmpty else { return [] }
    return ["## Proposals that were not taken", ""]
      + summary.refused.map { "- \($0.count) times: \(Self.plain($0.why))" }
  }

  private var effort: [String] {
    let cost = summary.cost.map { TuneSummary.fixed($0, places: 4) } ?? "not known"
    return [
      "## What it took", "",
      "\(summary.calls) calls, cost \(cost), \(TuneSummary.fixed(summary.minutes, places: 1)) minutes; "
        + "\(summary.rounds) rounds, \(summary.tried) candidates tried.",
    ] + summary.warnings.map { "\nNote: \(Self.plain($0))" }
  }

  // MARK: Markdown

  private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
    ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// Text of models and files on one line, without what Markdown or a terminal would take for its own.
  private static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "|", "`", "*", "_", "<", ">", "[", "]", "#":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case _
      where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func code(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.replacing("```", with: "'''").unicodeScalars.filter {
          $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }))
  }
}
