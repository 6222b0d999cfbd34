import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@testable import AssayEngine

@Suite struct JudgeNeighbourTests {
  private static let texts = [
    "How do I return a jacket that is too small?", "Where is my parcel, it should be here by now?",
    "How do I return a jacket that is too large?", "My card was charged twice for one order.",
    "How do I return a jacket which is too small?", "The app crashes when I open the map.",
  ]

  private static func workspace(_ texts: [String] = texts) throws -> Workspace {
    let workspace = try JudgeTesting.workspace(0)
    try JudgeTesting.add(texts, to: workspace)
    return workspace
  }

  private static func pool(_ workspace: Workspace) throws -> NeighbourPool {
    let probes = try workspace.probes()
    return try NeighbourPool(
      workspace: workspace, model: nil,
      probes: Dictionary(probes.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first }),
      threads: 2, isStopped: { false })
  }

  private static func neighbours(_ workspace: Workspace, of id: Int64, count: Int = 2) throws -> [String] {
    let examples = try workspace.examples([ExampleID(id)])
    return try pool(workspace).neighbours(of: examples, count: count)[0].map { $0[0].text }
  }

  @Test func neighboursAreTheOlderExamplesThatAreMostAlike() throws {
    let workspace = try Self.workspace()
    #expect(try Self.neighbours(workspace, of: 5) == [Self.texts[0], Self.texts[2]])
    #expect(try Self.neighbours(workspace, of: 3, count: 1) == [Self.texts[0]])
    #expect(try Self.neighbours(workspace, of: 1) == [])
  }

  @Test func theyStayTheSameWhenMoreExamplesComeIn() throws {
    let workspace = try Self.workspace((0..<64).map { "\(Self.texts[$0 % 6]) Number \($0 * 7)." })
    func all() throws -> [[String]] {
      let examples = try workspace.examples((1...64).map { ExampleID($0) })
      return try Self.pool(workspace).neighbours(of: examples, count: 3).map { $0.map { $0[0].text } }
    }
    let before = try all()
    #expect(before[63].count == 3)
    try JudgeTesting.add(Self.texts + ["How do I return a jacket that is much too small?"], to: workspace)
    #expect(try all() == before)
  }

  @Test func aProbeIsNotShownWhatItWasMadeFromUnlessThatIsItsFault() throws {
    let workspace = try Self.workspace()
    func probe(_ fault: Fault, _ text: String) -> NewProbe {
      NewProbe(
        origin: ExampleID(1), fields: [TextField(name: "text", text: text)], label: "x", fault: fault,
        detail: "", status: .confirmed)
    }
    let probes = try workspace.addProbes(
      [
        probe(.alteredFact, "How do I return a jacket that is too green?"),
        probe(.nearCopy, "How do I return a jacket that is too small!"),
      ], at: 1, bodyWriter: RowReader.bodyWriter)
    let altered = try Self.neighbours(workspace, of: probes[0].example.rawValue, count: 3)
    #expect(altered.contains(Self.texts[2]))
    #expect(!altered.contains(Self.texts[0]))
    #expect(try Self.neighbours(workspace, of: probes[1].example.rawValue, count: 1) == [Self.texts[0]])
    // And nobody is compared with probes.
    try JudgeTesting.add(["How do I return a jacket that is too green or too blue?"], to: workspace)
    let last = try Self.neighbours(workspace, of: 9, count: 9)
    #expect(!last.contains { $0.contains("green") })
  }

  @Test func aQuestionAboutDiversityShowsThem() throws {
    let workspace = try Self.workspace()
    let service = ScriptedService { job, _ in
      .success(ChatAnswer(text: "{\"relevance\": 1, \"accuracy\": 1, \"clarity\": 1, \"diversity\": 1}"))
    }
    let options = JudgeTesting.options { $0.specification.neighbours = 2 }
    _ = try JudgeTesting.run(workspace, options, service)
    let about = try #require(
      service.sent.first {
        $0.request.messages.last?.content.contains("jacket which") == true
      })
    let shown = try #require(
      about.request.messages.last?.content.components(separatedBy: "THE EXAMPLE TO JUDGE"))
    #expect(shown[0].contains(Self.texts[0]))
    #expect(shown[0].contains(Self.texts[2]))
    #expect(!shown[0].contains(Self.texts[3]))
    let silent = ScriptedService { _, _ in throw CancellationError() }
    var again = options
    again.selection = .all
    #expect(try JudgeTesting.run(workspace, again, silent).cached == 6)
  }

  @Test func ofVeryManyExamplesASampleIsComparedThatHalvesWhenTheyDouble() {
    #expect(NeighbourPool.level(16_384) == 0)
    #expect(NeighbourPool.level(16_385) == 1)
    #expect(NeighbourPool.level(1_000_000) == 6)
    for total in [20_000, 100_000, 1_000_000] {
      let level = NeighbourPool.level(total)
      let count = (1...Int64(total)).count { NeighbourPool.isIn($0, level: level) }
      #expect(count > 7_000 && count < 17_000)
    }
    // Who is in a small sample is in the larger ones.
    #expect(
      (1...Int64(5_000)).allSatisfy { !NeighbourPool.isIn($0, level: 3) || NeighbourPool.isIn($0, level: 2) })
    #expect([0, 1, 2, 3, 5_000].map(NeighbourPool.fitCount) == [0, 1, 2, 2, 4_096])
  }

  @Test func placesInTheOrderDoNotDependOnWhoElseIsThere() {
    let all = JudgeOrder((1...500).map { ExampleID($0) }, seed: 9)
    let some = JudgeOrder((1...500).filter { $0 % 3 == 0 }.map { ExampleID($0) }, seed: 9)
    var (whole, part) = (all, some)
    #expect(whole.next(500).filter { $0.rawValue % 3 == 0 } == part.next(500))
    var other = JudgeOrder((1...500).map { ExampleID($0) }, seed: 10)
    whole = all
    #expect(whole.next(500) != other.next(500))
    // Another process begins half-way.
    var second = JudgeOrder((1...500).map { ExampleID($0) }, seed: 9, processes: 1)
    whole = all
    _ = whole.next(250)
    #expect(second.next(250) == whole.next(250))
    var twice = JudgeOrder([4, 4, 7].map { ExampleID($0) }, seed: 1)
    #expect(Set(twice.next(9)) == [ExampleID(4), ExampleID(7)] && twice.count == 2)
  }
}
