import AssayGeneration
import AssayModel
import Testing

@Suite struct AttributeGridTests {
  private let grid = AttributeGrid(attributes: [
    .init(name: "persona", values: ["nurse", "pilot", "clerk"]),
    .init(name: "length", values: ["short", "long"]),
    .init(name: "empty", values: []),
  ])

  @Test func everyValueComesUpBeforeAnyDoesAgain() {
    let profiles = grid.draw(7, seed: 4)
    #expect(profiles.count == 7)
    for start in [0, 3] {
      #expect(Set(profiles[start..<(start + 3)].map { $0.values[0].value }).count == 3)
    }
    for start in [0, 2, 4] {
      #expect(Set(profiles[start..<(start + 2)].map { $0.values[1].value }).count == 2)
    }
    #expect(profiles.allSatisfy { $0.values.map(\.attribute) == ["persona", "length"] })
  }

  @Test func theSeedDecides() {
    #expect(grid.draw(20, seed: 4) == grid.draw(20, seed: 4))
    #expect(grid.draw(20, seed: 4) != grid.draw(20, seed: 5))
    #expect(grid.draw(0, seed: 4).isEmpty)
    #expect(AttributeGrid(attributes: []).draw(3, seed: 4).isEmpty)
  }

  @Test func theModelIsAskedForEachAttribute() {
    let request = AttributeGrid.request(
      task: Samples.task, seeds: [Samples.shown("SEED-ONE")], secret: Samples.secret)
    let text = Samples.words(request)
    for (name, _) in AttributeGrid.standard {
      #expect(text.contains("- \(name): "))
      #expect(request.schema?.json.contains("\"\(name)\"") == true)
    }
    #expect(text.contains("SEED-ONE") && !Samples.outsideFences(request).contains("SEED-ONE"))
  }

  @Test func whatItFillsInIsRead() {
    let (grid, problems) = AttributeGrid.parse(
      ChatAnswer(
        text: """
          Here: {"grid": {"Personas": ["nurse", "Nurse ", "a  tired\\npilot", "", "\\u001b[0m", 7], "register": ["formal", "rude"],
          "length": ["short", "long"], "channel": ["mail", "chat"], "topic": ["fees", "cards"]}}
          """))
    #expect(problems.isEmpty)
    #expect(grid.attributes.map(\.name) == ["persona", "register", "length", "channel", "topic"])
    #expect(grid.attributes[0].values == ["nurse", "a tired pilot", "7"])
  }

  @Test func whatItLeavesOutIsTakenFromTheBuiltInOnesAndTold() {
    let (grid, problems) = AttributeGrid.parse(
      ChatAnswer(text: #"{"persona": ["nurse", "pilot"], "topic": ["fe"#))
    #expect(grid.attributes.map(\.name) == ["persona", "register", "length", "channel"])
    #expect(problems.count == 4)
    #expect(problems.contains("the model gave no values for topic; it is left out"))
    #expect(AttributeGrid.parse(ChatAnswer(text: "no")).grid == AttributeGrid.fallback)
  }
}
