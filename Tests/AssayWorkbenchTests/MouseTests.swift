import AssayModel
import AssayWorkbench
import Foundation
import TerminalCore
import TerminalWidgets
import Testing

/// Clicks go where the screen shows the thing that is clicked: each test looks for it on the screen first.
@Suite struct MouseTests {
  private func person(columns: Int = 120) -> Person {
    let host = MemoryHost([
      ("I was charged twice for my order", "billing"), ("Where is my parcel", "shipping"),
      ("I was charged two times for my order", "billing"),
    ])
    host.judge(1, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 5)]))
    host.judge(2, Judgement(judge: "judge-b", scores: [DimensionScore(dimension: "accuracy", value: 2)]))
    host.cluster(1, [(1, 1), (3, 0.8)])
    return Person(host, size: Size(rows: 24, columns: columns))
  }

  @discardableResult
  private func click(_ text: String, _ person: Person, kind: MouseEvent.Kind = .press) throws -> Point {
    let lines = person.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains(text) }, "\(text) is not on the screen")
    let range = try #require(lines[row].range(of: text))
    let column = lines[row].distance(from: lines[row].startIndex, to: range.lowerBound)
    let point = Point(row: row, column: column)
    person.send(.mouse(MouseEvent(kind: kind, at: point)))
    return point
  }

  @Test func aScreenInTheTitleIsShown() throws {
    for columns in [120, 80] {
      let person = person(columns: columns)
      try click(columns == 120 ? "3 Calibration" : "3  ", person)
      #expect(person.state.screen == .calibration)
      try click(columns == 120 ? "1 Review" : "1  ", person)
      #expect(person.state.screen == .review)
    }
  }

  @Test func aHintInTheFooterIsDone() throws {
    let person = person()
    try click("r reject", person)
    #expect(person.verdict(1) == .reject)
    try click("undo", person)
    #expect(person.verdict(1) == nil)
  }

  @Test func anExampleInTheListIsChosenAndOpened() throws {
    let person = person()
    let point = try click("Where is my", person)
    #expect(person.state.review.current == ExampleID(2))
    person.send(.mouse(MouseEvent(kind: .doubleClick, at: point)))
    #expect(person.state.review.pane == .example)
  }

  @Test func aClusterAndItsMembersAreChosenAndOpened() throws {
    let person = Person(ClustersFlowTests.host(), size: Size(rows: 36, columns: 120))
    person.press(.screenClusters)
    try click("My parcel says", person)
    #expect(person.state.clusters.current?.members.first?.example == ExampleID(4))
    let point = try click("0.90 shared words", person)
    #expect(person.state.clusters.pane == .members)
    #expect(person.state.clusters.memberCursor == 1)
    person.send(.mouse(MouseEvent(kind: .wheelUp, at: point)))
    #expect(person.state.clusters.memberCursor == 0)
    person.send(.mouse(MouseEvent(kind: .doubleClick, at: point)))
    #expect(person.state.screen == .review)
    #expect(person.state.review.current == ExampleID(5))
  }

  @Test func aMemberOfTheClusterIsChosen() throws {
    let person = person()
    try click("0.80", person)
    #expect(person.state.review.pane == .cluster)
    #expect(person.state.review.clusterCursor == 1)
  }

  @Test func aLineOfATableIsChosenAndOpened() throws {
    let person = person()
    person.press(.screenJudge)
    try click("judge-b", person)
    try click("judge-b", person, kind: .doubleClick)
    #expect(person.state.judge?.name == "judge-b")
  }

  @Test func aCellOfTheMatrixIsChosen() throws {
    let person = CalibrationSample.person()
    try click("judge keeps", person)
    #expect(person.state.screen == .calibration, "beside the matrix nothing happens")
    let lines = person.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("accepts") })
    person.send(.mouse(MouseEvent(kind: .press, at: Point(row: row, column: 20))))
    #expect(person.state.calibration.cell == .truePositive)
    person.send(.mouse(MouseEvent(kind: .doubleClick, at: Point(row: row + 4, column: 50))))
    #expect(person.state.screen == .review)
    #expect(person.state.review.filter == ExampleFilter([.chosen("rejected, dropped, dev")]))
  }

  @Test func anItemOfABoxIsTakenAndAClickBesideItCloses() throws {
    let person = person()
    person.press(.relabel)
    try click("account", person)
    #expect(person.state.overlay == nil)
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.label == "account")
    person.press(.relabel)
    person.send(.mouse(MouseEvent(kind: .press, at: Point(row: 1, column: 0))))
    #expect(person.state.overlay == nil)
    #expect(person.host.decisions.count == 1)
  }

  @Test func theWheelMovesInABox() {
    let person = person()
    person.press(.order)
    person.send(.mouse(MouseEvent(kind: .wheelDown, at: Point(row: 10, column: 60))))
    guard case .picker(let choice) = person.state.overlay else {
      Issue.record("the box is gone")
      return
    }
    #expect(choice.picker.selection == 1)
  }

  @Test func aBorderIsDragged() throws {
    let person = person()
    let before = person.state.review.shares
    let lines = person.screen.split(separator: "\n")
    let column = try #require(Array(lines[3]).dropFirst().firstIndex(of: "│"))
    person.send(.mouse(MouseEvent(kind: .press, at: Point(row: 3, column: column))))
    person.send(.mouse(MouseEvent(kind: .drag, at: Point(row: 3, column: column + 10))))
    person.send(.mouse(MouseEvent(kind: .release, at: Point(row: 3, column: column + 10))))
    #expect(person.state.review.shares[0] > before[0])
    #expect(Array(person.screen.split(separator: "\n")[3])[column + 10] == "│")
  }
}
