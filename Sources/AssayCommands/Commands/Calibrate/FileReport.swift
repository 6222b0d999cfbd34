import AssayCalibration
import AssayEngine
import AssayFormats
import AssayModel

/// A report from two files: verdicts where the rows have them, else what scores enough on average.
enum FileReport {
  static func make(_ files: FileScores, _ settings: CalibrationReport.Settings) -> CalibrationReport {
    let dimensions = Set(files.pairs.flatMap(\.judge.scores.keys))
    let examples = files.pairs.map { pair in
      ComparedExample(
        key: pair.id, group: pair.group,
        isAccepted: pair.human.flatMap { accepts($0, dimensions, settings) },
        isKept: pair.judge.isAccepted
          ?? CalibrationReport.mean(of: pair.judge.scores, dimensions).map { $0 >= settings.keepAt },
        human: pair.human?.scores ?? [:], judge: pair.judge.scores)
    }
    let scored = examples.compactMap(\.isKept)
    var input = CalibrationReport.Input(
      judge: files.judge, examples: examples, rule: .mean(atLeast: settings.keepAt),
      kept: scored.count { $0 }, scored: scored.count)
    input.unjudged = files.unjudged
    return CalibrationReport(input, settings)
  }

  /// The person's verdict, else the mean over the dimensions that both have scored.
  private static func accepts(
    _ human: ScoreRow, _ dimensions: Set<String>, _ settings: CalibrationReport.Settings
  ) -> Bool? {
    if let verdict = human.isAccepted { return verdict }
    let own = Set(human.scores.keys).intersection(dimensions)
    let asked = own.isEmpty ? Set(human.scores.keys) : own
    return CalibrationReport.mean(of: human.scores, asked).map { $0 >= settings.acceptAt ?? settings.keepAt }
  }
}
