import AssayModel
import AssayTesting
import Foundation
import Testing

@testable import AssayStore

@Suite struct ProbeTests {
  private let workspace: Workspace
  private static let bodyWriter: BodyWriter = { body, _, _, fields, label in
    var object = (try? JSONDecoder().decode([String: String].self, from: Data(body.utf8))) ?? [:]
    for field in fields { object[field.name] = field.text }
    if let label { object["label"] = label }
    return (try? JSONEncoder().encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  init() throws {
    workspace = try temporaryWorkspace()
    var rows = (1...6).map { number in
      SampleRows.row(
        "text number \(number)", key: "t-\(number)", label: number % 2 == 0 ? "even" : "odd",
        batch: "batch \(number % 2)", provenance: Provenance(technique: "direct", model: "m", seeds: ["s"]))
    }
    rows[2].body = #"{"label":"odd","text":"text number 3","topic":"fees"}"#
    rows[2].difficulty = "hard"
    try workspace.load(rows)
  }

  private func bad(
    _ origin: Int64, text: String = "broken zebra", label: String? = "odd", fault: Fault = .garbled,
    status: Probe.Status = .confirmed
  ) -> NewProbe {
    NewProbe(
      origin: ExampleID(origin), fields: [TextField(name: "text", text: text)], label: label, fault: fault,
      detail: "what was done", status: status)
  }

  @discardableResult
  private func add(_ probes: NewProbe...) throws -> [Probe] {
    try workspace.addProbes(probes, at: 1, bodyWriter: Self.bodyWriter)
  }

  @Test func aKnownBadProbeLooksLikeItsOrigin() throws {
    let probe = try #require(try add(bad(3)).first)
    #expect(
      probe
        == Probe(
          example: ExampleID(7), origin: ExampleID(3), fault: .garbled, detail: "what was done",
          rightLabel: "odd"))
    let found = try workspace.examples([ExampleID(3), ExampleID(7)])
    var expected = found[0]
    expected.id = ExampleID(7)
    expected.key = found[1].key
    expected.fields[0].text = "broken zebra"
    #expect(found[1] == expected)
    #expect(found[1].metadata == [TextField(name: "topic", text: "fees")])
    #expect(found[1].key.hasPrefix("t-") && found[1].key.dropFirst(2).allSatisfy(\.isNumber))
    #expect(try workspace.probes() == [probe])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func aWrongLabelIsAllThatDiffers() throws {
    let probe = try #require(
      try add(bad(3, text: "text number 3", label: "even", fault: .nearLabel)).first)
    let example = try #require(try workspace.examples([probe.example]).first)
    #expect(example.label == "even" && probe.rightLabel == "odd")
    #expect(example.fields == [TextField(name: "text", text: "text number 3")])
    #expect(example.metadata == [TextField(name: "topic", text: "fees")])
  }

  @Test func probesAreNoDataButAreFoundAndJudged() throws {
    try add(bad(3), bad(4, text: "another one", label: "even", fault: .truncated))
    #expect(try workspace.exampleCount() == 8)
    #expect(try workspace.batches().map(\.count) == [3, 3])
    #expect(try workspace.allRows().map(\.id.rawValue) == [1, 2, 3, 4, 5, 6])
    var chosen: [Int64] = []
    try workspace.forEachExample(in: [ExampleID(8), ExampleID(2)]) { chosen.append($0.id.rawValue) }
    #expect(chosen == [2])
    #expect(try workspace.search(expression: "zebra", limit: 9) == [ExampleID(7)])
    #expect(try workspace.knownBad() == [ExampleID(7), ExampleID(8)])
    let judge = try workspace.sampleJudge()
    #expect(try workspace.unjudged(by: judge.id).count == 8)
    try workspace.record(
      JudgingResult(judgements: [1, 7].map { (judge.id, ExampleID($0), JudgingSamples.judgement(2)) }), at: 1)
    #expect(try workspace.judges().first?.count == 2)
    #expect(try workspace.judgedKnownBad() == [judge.id: 1])
  }

  @Test func columnsTellWhereProbesAre() throws {
    var columns = try workspace.columns(judge: nil)
    #expect(columns.probes.isEmpty)
    try add(bad(3), bad(4, label: "even"))
    #expect(try workspace.extend(&columns))
    #expect(columns.probes == [6, 7] && columns.label[6] == columns.label[2])
    #expect(try workspace.columns(judge: nil).probes == [6, 7])
  }

  @Test func theSameProbeIsMadeOnce() throws {
    let first = try add(bad(3), bad(3))
    #expect(first.map(\.example) == [ExampleID(7), ExampleID(7)])
    #expect(try add(bad(3), bad(3, fault: .repeated)).map(\.example) == [ExampleID(7), ExampleID(8)])
    #expect(try workspace.probes().count == 2)
  }

  @Test func nothingIsMadeWhenAnOriginIsMissing() throws {
    #expect(throws: WorkspaceError.unknownExample(99)) { try add(bad(3), bad(99)) }
    #expect(try workspace.exampleCount() == 6 && workspace.probes().isEmpty)
  }

  @Test func knownGoodOnesAreTheExamplesThemselves() throws {
    try workspace.addKnownGood([(ExampleID(2), nil), (ExampleID(5), "ana")])
    try workspace.addKnownGood([(ExampleID(5), "ben")])
    #expect(
      try workspace.probes() == [
        Probe(
          example: ExampleID(2), origin: ExampleID(2), fault: nil, detail: "", rightLabel: "even"),
        Probe(
          example: ExampleID(5), origin: ExampleID(5), fault: nil, detail: "", reviewer: "ana",
          rightLabel: "odd"),
      ])
    #expect(try workspace.columns(judge: nil).probes.isEmpty && workspace.knownBad().isEmpty)
    #expect(try workspace.allRows().count == 6)
    #expect(throws: WorkspaceError.unknownExample(99)) { try workspace.addKnownGood([(ExampleID(99), nil)]) }
  }

  @Test func aPersonSaysWhetherAProposedOneIsBad() throws {
    try add(bad(1, fault: .subtle, status: .proposed))
    #expect(try workspace.probes().map(\.status) == [.proposed])
    try workspace.setProbeStatus(.discarded, of: ExampleID(7))
    #expect(try workspace.probes().map(\.status) == [.discarded])
    // Discarded, it is no data either.
    #expect(try workspace.allRows().count == 6)
  }

  @Test func aRowOfAFileComesInWhateverKeyAProbeHas() throws {
    let probe = try #require(try add(bad(3)).first)
    let key = try #require(try workspace.keys(of: [probe.example])[probe.example])
    let outcomes = try workspace.load([
      SampleRows.row("new text", key: key), SampleRows.row("broken zebra"),
    ])
    #expect(outcomes == [.added(ExampleID(8)), .added(ExampleID(9))])
    #expect(try workspace.id(forKey: key) == ExampleID(8))
    #expect(try workspace.keys(of: [probe.example])[probe.example] != key)
    #expect(try workspace.allRows().map(\.id.rawValue) == [1, 2, 3, 4, 5, 6, 8, 9])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func whatIsSaidOfAKeyIsNotSaidOfAProbe() throws {
    let probe = try #require(try add(bad(3)).first)
    let key = try #require(try workspace.keys(of: [probe.example])[probe.example])
    #expect(
      try workspace.annotate(ImportAnnotation(key: key, truth: Truth(verdict: .accept)))
        == [.refused(.unknownKey(key))])
  }

  @Test func afterASearchProbesHaveNoDuplicates() throws {
    #expect(try workspace.comparedExamples() == 0)
    try add(bad(1))
    #expect(try workspace.comparedExamples() == 0)
    let comparison = Comparison(
      method: .exact, identity: "i", threshold: 1, floor: 1, examples: 7, seconds: 0)
    try workspace.addPairs([], comparison: comparison)
    try add(bad(2), bad(3))
    #expect(try workspace.comparedExamples() == 9)
    try workspace.load([SampleRows.row("later")])
    try add(bad(4))
    #expect(try workspace.comparedExamples() == 9)
  }

  @Test func keysHaveTheFormOfOthers() {
    var keys = ProbeKey(seed: 7)
    let hash = SampleRows.hash("x")
    let digits = Set("0123456789abcdef")
    let like = keys.next(like: hash + "#3", attempt: 0)
    #expect(like.count == 32 && like != hash && like.allSatisfy { digits.contains($0) })
    for attempt in 0..<8 {
      let key = keys.next(like: "row-105-b", attempt: attempt)
      #expect(key.hasPrefix("row-") && key.hasSuffix("-b") && key.count == 9)
      #expect(key.dropFirst(4).first != "0")
    }
    #expect(keys.next(like: "row-1", attempt: 8).count == 6)
    #expect(keys.next(like: "seed", attempt: 0).hasPrefix("seed-"))
    // Of several numbers those change that differ among the neighbours.
    var numbered = ProbeKey(seed: 7, neighbours: (10..<20).map { "smol2-\($0)/1" })
    for attempt in 0..<8 {
      let key = numbered.next(like: "smol2-14/1", attempt: attempt)
      #expect(key.hasPrefix("smol2-") && key.hasSuffix("/1") && key.count == 10)
    }
    var one = ProbeKey(seed: 1)
    var same = ProbeKey(seed: 1)
    #expect(one.next(like: "a1", attempt: 0) == same.next(like: "a1", attempt: 0))
  }
}
