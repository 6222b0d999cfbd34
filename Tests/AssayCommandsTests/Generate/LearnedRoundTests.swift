import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore
import Foundation
import Testing

@testable import AssayCommands

@Suite struct LearnedRoundTests {
  private let workspace: Workspace

  /// 20 examples of each technique, of which people accepted so many.
  init() throws {
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let accepted: [(String, Int)] = [("direct", 18), ("edge-case", 4), ("distillation", 20)]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("learned-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("rows.jsonl")
    let lines = accepted.flatMap { technique, _ in
      (1...20).map { number in
        #"{"id": "\#(technique)-\#(number)", "text": "\#(technique) text \#(number)", "technique": "\#(technique)", "#
          + #""phrasing": "\#(number % 2)", "seeds": ["s1"], "label": "card"}"#
      }
    }
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    _ = try ImportRun(workspace: workspace, sources: [.file(file.path)]).run()
    for (place, (_, count)) in accepted.enumerated() {
      try workspace.append(
        (1...20).map { number in
          NewDecision(
            example: ExampleID(Int64(20 * place + number)), action: number <= count ? .accept : .reject)
        }, reviewer: "ana", at: 1)
    }
  }

  private func round(
    _ count: Int = 60, techniques: [Technique]? = nil, floor: Double = ThompsonSampler.defaultFloor,
    change: (inout GenerationSetup.Wishes) -> Void = { _ in }
  ) throws -> LearnedRound {
    var wishes = GenerationSetup.Wishes(count: count)
    change(&wishes)
    return try LearnedRound(wishes, techniques: techniques, floor: floor, workspace: workspace) { wishes in
      if wishes.technique == .contextVariation { throw CommandFailure("contexts are missing") }
      var order = GenerationOrder(technique: wishes.technique, count: wishes.count, model: "m")
      if wishes.technique == .edgeCase { order.variants = ["sarcasm", "negation"] }
      return order
    }
  }

  @Test func examplesAreDealtOverWhatPeopleDecidedOn() throws {
    let round = try round()
    // Distillation labels what is there.
    #expect(round.runs.map(\.technique) == [.direct, .edgeCase])
    #expect(round.runs.map(\.count) == [50, 10])
    #expect(round.notes.isEmpty)
    #expect(round.runs[0].learning?.phrasings.count == Phrasing.count(of: .direct))
    #expect(round.runs[1].learning?.variants.isEmpty == false)
  }

  @Test func namedTechniquesAreDealtAlsoWithoutADecision() throws {
    let round = try round(techniques: [.direct, .evaluationSet])
    #expect(round.runs.map(\.technique) == [.direct, .evaluationSet])
    #expect(round.runs.map(\.count).reduce(0, +) == 60)
    // Nothing is known of it, and yet the run is one that learns.
    #expect(round.runs[1].learning?.phrasings == [] && round.runs[1].learning?.round == round.round)
  }

  @Test func whatCannotBeHadIsLeftOutUnlessItWasNamed() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "more-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    try #"{"id": "c", "text": "moved elsewhere", "technique": "context-variation"}"#
      .write(to: file, atomically: true, encoding: .utf8)
    _ = try ImportRun(workspace: workspace, sources: [.file(file.path)]).run()
    try workspace.append([NewDecision(example: ExampleID(61), action: .accept)], reviewer: "ana", at: 9)
    let round = try round()
    #expect(round.runs.map(\.technique) == [.direct, .edgeCase])
    #expect(round.notes == ["context-variation is left out: contexts are missing"])
    #expect(throws: CommandFailure.self) { try self.round(techniques: [.contextVariation, .direct]) }
  }

  @Test func countsOfLabelsBecomeSharesAndVariantsStayWithEdgeCases() throws {
    let round = try round { wishes in
      wishes.labels = .counts(["card": 40, "fee": 20])
      wishes.variants = ["sarcasm"]
    }
    #expect(round.runs.allSatisfy { $0.labels == .shares(["card": 40, "fee": 20]) })
    #expect(round.runs.map(\.variants) == [[], ["sarcasm"]])
  }

  @Test func theFloorIsAsWished() throws {
    #expect(try round(floor: 1).runs.map(\.count) == [30, 30])
    #expect(try round(floor: 0).runs.map(\.count) == [60])
  }

  // MARK: Going on

  /// Of a round of 60, dealt otherwise than it would be now.
  private static let begun = LearningRound(
    after: RunID(3),
    parts: [.init(technique: .direct, count: 25), .init(technique: .edgeCase, count: 35)], techniques: nil,
    floor: ThompsonSampler.defaultFloor)

  @discardableResult
  private func begin(
    _ technique: Technique, seed: UInt64, state: Run.State, round: LearningRound = begun,
    change: (inout GenerationOrder) -> Void = { _ in }
  ) throws -> RunID {
    var order = GenerationOrder(technique: technique, count: 30, model: "m")
    if technique == .edgeCase { order.variants = ["sarcasm", "negation"] }
    order.seed = seed
    order.learning = GenerationLearning()
    order.learning?.round = round
    change(&order)
    let options = GenerationRun.Options(
      order: order, task: TaskSpecification(name: "t"), template: "", endpoints: [])
    let run = try workspace.beginRun(
      kind: .generate, title: "t", parameters: GenerationParameters(options).json, at: 1)
    try workspace.updateRun(run, state: state, progress: RunProgress(), at: 2)
    return run
  }

  @Test func aRoundThatWasStoppedGoesOnWithWhatIsNotFinishedAsItWasDealt() throws {
    let first = try begin(.direct, seed: 7, state: .finished)
    let second = try begin(.edgeCase, seed: 7, state: .cancelled)
    let round = try round()
    #expect(round.runs.map(\.technique) == [.edgeCase])
    #expect(round.runs[0].seed == 7 && round.runs[0].count == 35)
    #expect(round.runs[0].learning?.round == Self.begun)
    #expect(Set(round.begunWith) == [first, second])
    #expect(round.notes.count == 1 && round.notes[0].hasSuffix("direct 25 (done), edge-case 35"))
  }

  @Test func aRoundThatWasKilledBetweenTwoRunsGoesOnWithTheNext() throws {
    try begin(.direct, seed: 7, state: .finished)
    let round = try round()
    #expect(round.runs.map(\.technique) == [.edgeCase])
    #expect(round.runs.map(\.count) == [35] && round.runs[0].seed == 7)
    let report = AcceptanceReport(table: round.table, parts: round.round.parts)
    #expect(report.parts == [.direct: 25, .edgeCase: 35])
  }

  @Test func aFinishedRoundIsFollowedByANewOne() throws {
    try begin(.direct, seed: 7, state: .finished)
    let last = try begin(.edgeCase, seed: 7, state: .finished)
    let round = try round()
    #expect(round.runs.map(\.technique) == [.direct, .edgeCase])
    #expect(round.runs.allSatisfy { $0.seed == nil })
    #expect(round.round.after == last && round.begunWith == [] && round.notes == [])
    // With a seed given by hand two rounds have the same one.
    var second = Self.begun
    second.after = last
    try begin(.direct, seed: 7, state: .finished, round: second)
    #expect(try self.round { $0.seed = 7 }.runs.map(\.count) == [35])
  }

  @Test func anotherOrderIsNotTheRoundThatWasBegun() throws {
    try begin(.direct, seed: 7, state: .cancelled)
    #expect(try round().runs.map(\.count) == [25, 35])
    #expect(try round(61).begunWith == [])
    #expect(try round(floor: 0.5).begunWith == [])
    #expect(try round(techniques: [.direct, .edgeCase]).begunWith == [])
    #expect(try round { $0.seed = 8 }.begunWith == [])
    try begin(.direct, seed: 9, state: .cancelled) { $0.wish = "shorter" }
    #expect(try round().begunWith == [])
  }

  // MARK: What is shown

  private func report(techniques: [Technique]? = nil) throws -> AcceptanceReport {
    let round = try round(techniques: techniques)
    return AcceptanceReport(table: round.table, parts: round.round.parts)
  }

  @Test func theReportHasCountsIntervalsAndWhatComesNext() throws {
    let lines = try report().lines
    let accepted = try round().table.techniques.reduce(0) { $0 + $1.accepted.successes }
    #expect(lines[0] == "What people accepted: \(accepted) of 60 generated examples that are decided")
    #expect(
      lines.contains {
        $0.split(separator: " ").map(String.init) == ["direct", "20", "90", "%", "70-97", "%", "50"]
      })
    #expect(lines.contains { $0.hasPrefix("  distillation") && $0.hasSuffix("-") })
    #expect(lines.contains { $0.hasPrefix("  direct 1 ") })
    #expect(lines.contains { $0.contains("s1") && $0.hasSuffix(" x") })
    // The three techniques have the same label.
    let labels = lines.drop { !$0.contains("label ") }.filter { $0.contains("card") }
    #expect(labels.count == 3 && labels.allSatisfy { $0.contains(", card ") })
    #expect(lines.allSatisfy { $0.count <= 79 })
  }

  @Test func theHeadlineSaysWhatIsKnown() {
    func lines(_ accepted: Int, of decided: Int, disputed: Int = 0) -> String {
      let outcomes = (0..<decided).map {
        GeneratedOutcome(technique: .direct, outcome: $0 < accepted ? .accepted : .rejected)
      }
      let report = AcceptanceReport(
        table: AcceptanceTable(outcomes, disputed: disputed, techniques: [.direct]), parts: [])
      return report.lines.joined(separator: " ")
    }
    #expect(
      lines(0, of: 0)
        == "What people accepted: nothing that was generated is decided yet, so all is dealt evenly")
    #expect(
      lines(0, of: 0, disputed: 1).hasSuffix("dealt evenly; 1 example on which people differ is left out"))
    #expect(
      lines(1, of: 1).hasPrefix(
        "What people accepted: 1 of 1 generated example that is decided: too few to go by much"))
    #expect(
      lines(3, of: 19, disputed: 2).hasPrefix(
        "What people accepted: 3 of 19 generated examples that are decided: too few to go by much; 2 examples on which "
          + "people differ are left out"))
    #expect(
      lines(14, of: 20).hasPrefix("What people accepted: 14 of 20 generated examples that are decided "))
    #expect(!lines(14, of: 20).contains("too few"))
  }

  @Test func jsonHasNullForWhatIsNotKnown() throws {
    let data = try JSONEncoder().encode(try report(techniques: [.direct, .evaluationSet]).json)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let techniques = try #require(object["techniques"] as? [[String: Any]])
    let unknown = try #require(techniques.first { $0["name"] as? String == "evaluation-set" })
    #expect(unknown["rate"] is NSNull && unknown["low"] is NSNull && unknown["n"] as? Int == 0)
    #expect(object["decided"] as? Int == 60)
    #expect((object["next"] as? [String: Int])?.values.reduce(0, +) == 60)
  }

  // MARK: The command

  private func problem(_ techniques: String, learns: Bool, floor: Double? = nil) -> String? {
    GenerateCommand.problem(
      TechniqueList(argument: techniques)?.techniques ?? [], learns: learns, floor: floor)
  }

  @Test func severalTechniquesNeedLearn() {
    #expect(problem("direct,edge-case", learns: false)?.contains("add --learn") == true)
    #expect(problem("direct,edge-case", learns: true) == nil)
    #expect(problem("paraphrase", learns: false)?.contains("assay augment") == true)
    #expect(problem("paraphrase", learns: true) == nil)
    #expect(problem("distillation", learns: true)?.contains("nothing to deal") == true)
    #expect(problem("direct", learns: false, floor: 0.2) == "--floor is for --learn")
    #expect(problem("direct", learns: true, floor: 1.2)?.contains("from 0 to 1") == true)
    #expect(problem("direct", learns: true, floor: 0.2) == nil)
  }

  @Test func techniquesAreAListOfKnownNames() {
    #expect(TechniqueList(argument: "direct, edge-case,direct")?.techniques == [.direct, .edgeCase])
    #expect(TechniqueList(argument: "direct,magic") == nil)
    #expect(TechniqueList(argument: ",") == nil)
  }
}
