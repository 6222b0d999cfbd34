import AssayModel
import AssayWorkbench
import TerminalCore
import TerminalTesting
import Testing

/// The calibration screen in windows of all sizes, part by part.
@Suite struct CalibrationGoldenTests {
  private func check(_ person: Person, _ name: String, _ window: ScreenGoldenTests.Window) {
    let text =
      person.screen.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n") + "\n"
    if let difference = GoldenFile.compare(text, named: "\(name)-\(window).txt") {
      Issue.record("\(difference)")
    }
  }

  @Test(arguments: ScreenGoldenTests.windows) func parts(window: ScreenGoldenTests.Window) {
    let person = CalibrationSample.person(rows: window.rows, columns: window.columns, ascii: window.ascii)
    check(person, "calibration-matrix", window)
    person.press(.ruleKind)
    person.press(.calibrationRight)
    check(person, "calibration-rule", window)
    guard window.columns < 110 else { return }
    for (command, name) in [
      (CommandID.calibrationNext, "dimensions"), (.calibrationNext, "curve"), (.calibrationNext, "progress"),
      (.calibrationNext, "history"),
    ] {
      person.press(command)
      check(person, "calibration-\(name)", window)
    }
  }

  @Test(arguments: ScreenGoldenTests.windows) func seal(window: ScreenGoldenTests.Window) {
    let person = CalibrationSample.person(rows: window.rows, columns: window.columns, ascii: window.ascii)
    person.press(.openTest)
    check(person, "calibration-seal", window)
  }
}
