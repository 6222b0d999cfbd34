import AssayModel
import AssayWorkbench
import Testing

/// The calibration as plain lines.
@Suite struct LinearCalibrationTests {
  private func person() -> Person {
    let person = CalibrationSample.person()
    person.press(.screenReview)
    return person
  }

  @discardableResult
  private func type(_ line: String, _ person: Person) -> Bool {
    guard let actions = LinearText.action(for: line, person.state) else { return false }
    for action in actions { person.dispatcher.dispatch(action) }
    return true
  }

  private func text(_ person: Person) -> String { LinearText.text(person.state).joined(separator: "\n") }

  @Test func theFiguresAreTheScreens() {
    let person = person()
    #expect(type("3", person))
    for line in [
      "Matrix of judge judge v3 on dev, n = 23. Keeps: mean >= 4.",
      "  rejected, kept: 0, the costly mistake (cursor).",
      "  catch rate: 100 % (95 % interval 68-100 %, n = 8).", "raw agreement 83 %",
      "drops 60 % of all 60 scored",
    ] {
      #expect(text(person).contains(line), "\(line)\n\(text(person))")
    }
  }

  @Test func aThresholdMovesAndIsReadOut() {
    let person = person()
    type("3", person)
    let before = LinearText.place(person.state)
    #expect(type("<", person))
    #expect(LinearText.place(person.state) != before)
    #expect(text(person).contains("Would keep, not in force: mean >= 3.5"))
  }

  @Test func theExamplesBehindACellAreRead() {
    let person = person()
    type("3", person)
    type("right", person)
    #expect(type("open", person))
    #expect(person.state.screen == .review && person.state.review.listing.count == 8)
  }

  @Test func testIsOpenedByOneLetterOnly() {
    let person = person()
    type("3", person)
    type("O", person)
    #expect(LinearText.seal(person.state)?[0].contains("never been opened") == true)
    type("no", person)
    #expect(person.host.calibration.openings.isEmpty)
    type("O", person)
    type("y", person)
    #expect(person.host.calibration.openings.count == 1)
    #expect(text(person).contains("on test, n = 24"))
  }

  @Test func aChoiceIsTyped() {
    let person = person()
    type("3", person)
    #expect(type("f label:account", person))
    #expect(text(person).contains("on dev · account, n = "))
    #expect(type("F", person))
    #expect(text(person).contains("on dev, n = 23"))
  }
}
