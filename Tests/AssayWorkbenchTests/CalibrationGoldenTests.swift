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

  @Test(arguments: ScreenGoldenTests.windows) func scalesOfManyAndFewPoints(
    window: ScreenGoldenTests.Window
  ) {
    for (name, person) in [
      (
        "eleven",
        CalibrationSample.elevenPoints(rows: window.rows, columns: window.columns, ascii: window.ascii)
      ),
      ("two", CalibrationSample.yesOrNo(rows: window.rows, columns: window.columns, ascii: window.ascii)),
    ] {
      person.press(.calibrationNext, .calibrationNext)
      check(person, "calibration-\(name)-points", window)
    }
  }

  /// Where eleven points have no room the part around the cursor is in sight, and every cell can be reached.
  @Test(arguments: [false, true]) func aScaleThatHasNoRoomMovesWithTheCursor(ascii: Bool) {
    let person = CalibrationSample.elevenPoints(rows: 16, columns: 44, ascii: ascii)
    person.press(.calibrationNext, .calibrationNext)
    let (left, right, below) = ascii ? ("<", ">", "| v ") : ("‹", "›", "│ ↓ ")
    func scale() -> String {
      person.screen.split(separator: "\n").map(String.init).first {
        $0.contains("judge ") || $0.contains("jdg")
      } ?? ""
    }
    #expect(scale().contains(right) && !scale().contains(left) && !scale().contains("10"))
    #expect(person.screen.contains(below))
    for _ in 0..<10 { person.press(.calibrationRight) }
    #expect(scale().contains(left) && !scale().contains(right) && scale().contains("10"))
    for _ in 0..<10 { person.press(.down) }
    #expect(person.state.calibration.scoreCell == 120 && person.state.calibration.dimension == 0)
    #expect(person.screen.contains(ascii ? "<" : "◂"))
    #expect(!person.screen.contains(below))
  }

  @Test(arguments: ScreenGoldenTests.windows) func seal(window: ScreenGoldenTests.Window) {
    let person = CalibrationSample.person(rows: window.rows, columns: window.columns, ascii: window.ascii)
    person.press(.openTest)
    check(person, "calibration-seal", window)
  }
}
