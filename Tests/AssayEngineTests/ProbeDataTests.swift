import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Testing

/// Known-bad probes are examples, and data for nobody.
@Suite struct ProbeDataTests {
  private let corpus: DuplicateCorpus
  private var workspace: Workspace { corpus.workspace }
  private let charged =
    "I was charged twice for my order last week and nobody has refunded me yet, please help me with this"

  init() throws {
    corpus = try DuplicateCorpus()
    try corpus.addRows([
      #"{"id": "t-1", "text": "\#(charged)", "label": "billing", "source": "form"}"#,
      #"{"id": "t-2", "text": "My parcel says delivered but there is nothing at my door", "label": "shipping"}"#,
    ])
  }

  @discardableResult
  private func probe(text: String? = nil, label: String = "billing", fault: Fault = .nearCopy) throws -> Probe
  {
    let new = NewProbe(
      origin: ExampleID(1), fields: [TextField(name: "text", text: text ?? charged)], label: label,
      fault: fault, detail: "")
    let probes = try workspace.addProbes([new], at: 1)
    return try #require(probes.first)
  }

  private func lines(_ selection: ExportSelection, _ format: ExportFormat = .jsonl) throws -> [String] {
    var lines: [String] = []
    _ = try ExportRun(workspace: workspace, selection: selection, format: format).write { lines.append($0) }
    return lines
  }

  private func decide(_ example: Int64, _ action: Decision.Action, at: Int64 = 1) throws {
    try workspace.append(
      [NewDecision(example: ExampleID(example), action: action, duration: nil, blind: false)],
      reviewer: "ana",
      at: at)
  }

  @Test func aProbeReadsLikeItsOrigin() throws {
    let made = try probe(label: "shipping", fault: .nearLabel)
    let example = try #require(try workspace.examples([made.example]).first)
    #expect(example.fields == [TextField(name: "text", text: charged)] && example.label == "shipping")
    #expect(example.metadata == [TextField(name: "source", text: "form")])
    #expect(example.key != "t-1" && example.key.hasPrefix("t-"))
  }

  @Test func noExportHoldsAProbeOrWhatWasSaidOfIt() throws {
    let before = try [ExportSelection.all, .clusters].map { try lines($0) }
    let made = try probe(text: "Zebra of a refund")
    let key = try #require(try workspace.keys(of: [made.example]).first?.value)
    let number = made.example.rawValue
    let judge = try #require(
      try workspace.judgeVersion(
        for: JudgeDefinition(
          specification: JudgeSpecification(), models: [], template: "", task: "", labels: [],
          dimensions: [Dimension(name: "d")]), fingerprint: [UInt8](repeating: 1, count: 32), name: "judge",
        at: 1) as JudgeVersion?)
    try workspace.record(
      JudgingResult(judgements: [
        (judge.id, made.example, Judgement(judge: "", scores: [DimensionScore(dimension: "d", value: 1)]))
      ]), at: 1)
    try decide(number, .accept)
    try decide(number, .note("of a zebra"))
    try decide(1, .merge(with: made.example))
    try decide(2, .separate(from: [made.example]))
    #expect(try [ExportSelection.all, .clusters].map { try lines($0) } == before)
    for selection in [ExportSelection.accepted, .calibration, .decisions, .scores] {
      #expect(try lines(selection).isEmpty, "\(selection)")
    }
    #expect(try lines(.scores, .csv).count == 1)
    try decide(2, .separate(from: [ExampleID(1), made.example]))
    let decisions = try lines(.decisions)
    #expect(decisions.count == 1 && decisions[0].contains(#""separate": ["t-1"]"#))
    #expect(!decisions[0].contains(key))
  }

  @Test(arguments: [false, true]) func aSearchForDuplicatesDoesNotSeeProbes(comparesSame: Bool) throws {
    try probe()
    try probe(text: charged + " soon")
    try probe(label: "shipping", fault: .nearLabel)
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash, .masked, .containment, .embedding]
    if comparesSame { settings.same = ["label"] }
    let summary = try DuplicateRun(
      workspace: workspace, settings: settings, hashesWithoutModel: true, threads: 2
    ).run()
    #expect(summary.examples == 2 && summary.clusters == 0)
    #expect(try workspace.duplicatePairs().isEmpty)
    #expect(try workspace.comparedExamples() == 5)
    // A real copy that comes later is still found, by the original and not by a probe.
    try corpus.add([charged, charged + " soon"])
    if comparesSame { return }
    _ = try DuplicateRun(
      workspace: workspace, settings: settings, hashesWithoutModel: true, threads: 2
    ).run()
    #expect(
      try workspace.clusters(limit: 9).map { $0.members.map(\.example.rawValue).sorted() } == [[1, 6, 7]])
  }

  @Test func aProbeIsNoMatchWithATestSet() throws {
    try probe(text: "A sentence of the test set that only a probe has in common with it")
    let files = try TemporaryFiles()
    let path = try files.write(
      "test.jsonl",
      """
      {"text": "A sentence of the test set that only a probe has in common with it"}
      {"text": "\(charged)"}
      """)
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash]
    settings.references = [ReferenceSet(name: "test", file: path, role: .test)]
    _ = try DuplicateRun(workspace: workspace, settings: settings, threads: 2).run()
    #expect(Set(try workspace.referenceMatches().map(\.example)) == [ExampleID(1)])
  }
}
