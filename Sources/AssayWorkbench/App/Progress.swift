import AssayModel
import AssayStatistics
import TerminalCore

/// "calibrated 38/100  good 21 · bad 17 · 62 to go, about 9 min": how far this reviewer is.
func progressText(_ state: AppState) -> String {
  let good = state.log.count(of: .accept, by: state.reviewer)
  let bad = state.log.count(of: .reject, by: state.reviewer)
  let target = min(state.task.calibrationTarget, max(1, state.workspace.count))
  let left = max(0, target - good - bad)
  var text = "calibrated \(good + bad)/\(target)  good \(good) · bad \(bad)"
  if state.size.columns >= 130 {
    text += left == 0 ? " · done" : " · \(left) to go\(timeLeft(left, state))"
  } else if state.size.columns < 90 {
    text = "\(good + bad)/\(target) +\(good) -\(bad)" + (left == 0 ? "" : timeLeft(left, state))
  }
  return text
}

private func timeLeft(_ left: Int, _ state: AppState) -> String {
  guard let pace = Pace(timestamps: state.decisionTimes) else { return "" }
  let seconds = pace.secondsLeft(for: left)
  let minutes = Int((seconds / 60).rounded(.up))
  return minutes < 90 ? ", about \(minutes) min" : ", about \((minutes + 30) / 60) h"
}
