import AssayModel
import AssayStatistics
import TerminalCore

/// "calibrated 38/100  good 21 · bad 17 · 62 to go, about 9 min": how far this reviewer is, in the longest
/// form that fits into `width` columns; empty when none does.
func progressText(_ state: AppState, width: Int) -> String {
  let good = state.log.count(of: .accept, by: state.reviewer)
  let bad = state.log.count(of: .reject, by: state.reviewer)
  let target = min(state.task.calibrationTarget, max(1, state.workspace.count))
  let left = max(0, target - good - bad)
  let time = left == 0 ? "" : timeLeft(left, state)
  let separator = state.appearance.separator
  let rest = left == 0 ? separator + "done" : "\(separator)\(left) to go\(time)"
  let counts = "\(good + bad)/\(target)"
  let kinds = "good \(good)\(separator)bad \(bad)"
  let forms = [
    "calibrated \(counts)  \(kinds)\(rest)", "\(counts)  \(kinds)\(rest)", kinds + rest,
    "+\(good) -\(bad)\(rest)", "+\(good) -\(bad)", counts,
  ]
  return forms.first { DisplayText.width($0) <= width } ?? ""
}

private func timeLeft(_ left: Int, _ state: AppState) -> String {
  guard let pace = Pace(timestamps: state.decisionTimes) else { return "" }
  let seconds = pace.secondsLeft(for: left)
  let minutes = Int((seconds / 60).rounded(.up))
  return minutes < 90 ? ", about \(minutes) min" : ", about \((minutes + 30) / 60) h"
}

/// "8 more rejected examples until the lower end of the catch rate can reach 80 % (of a judge that catches 90 %)", in the longest
/// form that fits; empty when there are enough, and before the first one: then it would say nothing of use.
///
/// Only what this reviewer rejects is counted and nothing is said of what the judge has caught, so that the line tells neither
/// of scores nor of the test split. The rate between the bar and 1 is an assumption, which is why the long form says it.
func rejectedNeeded(_ state: AppState, width: Int) -> String {
  let bar = state.task.calibration.bar
  let observed = SampleSize.assumedCatchRate(bar: bar)
  let rejected = state.log.count(of: .reject, by: state.reviewer)
  guard rejected > 0, let left = SampleSize.more(rejected: rejected, forLowerEnd: bar), left > 0 else {
    return ""
  }
  let rest = "until the lower end can reach \(percentText(bar))"
  let forms = [
    "\(left) more rejected \(left == 1 ? "example" : "examples") \(rest) (at \(percentText(observed)) caught)",
    "\(left) more rejected \(rest)",
  ]
  return forms.first { DisplayText.width($0) <= width } ?? ""
}

/// "generating 12/20": how far the newest run is that makes examples; nil: none goes on.
func generatingText(_ state: AppState) -> String? {
  let live = state.runs.runs.filter { !$0.state.isOver && $0.kind == .generate }
  guard let run = live.first else { return nil }
  let done = "\(run.kind.activity) \(grouped(run.progress.done))/\(grouped(run.progress.total))"
  return live.count == 1 ? done : "\(done), and \(live.count - 1) more"
}

/// "judging 38 % · 2 min": how the newest live run is, on every screen; empty when nothing runs or nothing fits.
func runHint(_ state: AppState, width: Int) -> String {
  guard let run = state.runs.live else { return "" }
  let figures = RunFigures(run: run, now: state.now)
  let word = run.state == .paused ? "paused" : run.kind.activity
  let head = [word, figures.percent].compactMap { $0 }.joined(separator: " ")
  let left = figures.secondsLeft.map { state.appearance.separator + durationText($0) } ?? ""
  // The calibration's figures keep a little room beside it.
  return [head + left, head].first { DisplayText.width($0) + 10 <= width } ?? ""
}
