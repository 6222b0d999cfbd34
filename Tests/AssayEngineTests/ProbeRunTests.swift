import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct ProbeRunTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let lines = (0..<120).map { index in
      """
      {"id": "row-\(index)", "batch": "batch \(index / 40)", "instruction": "How far is town number \(index) from the sea?", \
      "output": "Town number \(index) is \(index * 7 + 20) kilometers from the sea. The road is good, and a train goes there.", \
      "topic": "t\(index / 40)"\(index % 3 == 0 ? ", \"truth\": {\"verdict\": \"accept\", \"source\": \"s\"}" : "")}
      """
    }
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 120)
  }

  private func draft(
    _ count: Int = 20, source: ProbeSource? = nil,
    kinds: [Fault] = [.truncated, .repeated, .garbled, .alteredFact],
    seed: UInt64? = 3
  ) throws -> (run: ProbeRun, draft: ProbeDraft) {
    let run = ProbeRun(
      workspace: workspace, options: ProbeRun.Options(count: count, source: source, kinds: kinds, seed: seed))
    return (run, try run.draft())
  }

  private func make(_ count: Int = 20, source: ProbeSource? = nil) throws -> [Probe] {
    let (run, draft) = try draft(count, source: source)
    return try run.write(draft, at: 1)
  }

  private func decide(_ action: Decision.Action, _ ids: ClosedRange<Int64>, by reviewer: String = "ana")
    throws
  {
    try workspace.append(
      ids.map { NewDecision(example: ExampleID($0), action: action) }, reviewer: reviewer, at: 1_000)
  }

  @Test func aDraftWritesNothing() throws {
    let before = try workspace.exampleCount()
    let (_, draft) = try draft()
    #expect(draft.bad.count == 10 && draft.good.count == 10)
    #expect(draft.source == .truth)
    #expect(try workspace.exampleCount() == before)
    #expect(try workspace.probes().isEmpty)
  }

  @Test func knownBadOnesLookLikeTheirNeighbours() throws {
    let bad = try make()
    #expect(bad.count == 10)
    for probe in bad {
      let example = try #require(try workspace.examples([probe.example]).first)
      let place = try #require(try probe.place.flatMap { try workspace.examples([$0]).first })
      #expect(example.batch == place.batch)
      #expect(example.metadata == place.metadata, "the unknown fields too")
      #expect(example.provenance == place.provenance)
      #expect(example.key.hasPrefix("row-") && example.key != place.key)
      #expect(example.fields.map(\.name) == place.fields.map(\.name))
    }
    #expect(try workspace.probes().count == 20)
  }

  @Test func noExportHasThem() throws {
    _ = try make()
    for selection in [ExportSelection.all, .calibration, .accepted] {
      var lines: [String] = []
      _ = try ExportRun(workspace: workspace, selection: selection, format: .jsonl).write { lines.append($0) }
      if selection == .all { #expect(lines.count == 120) }
      let keys = try workspace.keys(of: workspace.knownBad()).values
      for key in keys { #expect(!lines.contains { $0.contains("\"\(key)\"") }) }
    }
  }

  @Test func whatPeopleHaveAcceptedAsItStandsIsGood() throws {
    try decide(.accept, 1...30)
    try decide(.relabel("x"), 5...5)
    try decide(.edit([TextField(name: "instruction", text: "another")]), 6...6)
    try decide(.reject, 7...7, by: "ben")
    let (_, draft) = try draft()
    #expect(draft.source == .accepted)
    #expect(
      Set(draft.origins.map(\.id))
        == Set((1...30).map { ExampleID($0) }).subtracting([5, 6, 7].map { ExampleID($0) }))
    #expect(draft.origins.allSatisfy { $0.reviewer == "ana" })
  }

  @Test func probesStandAmongWhatIsStillToBeDecided() throws {
    try decide(.accept, 1...30)
    let bad = try make()
    #expect(bad.allSatisfy { ($0.place?.rawValue ?? 0) > 30 })
    // From where people are, not at the end of what there is.
    let listing = Listing.imported(count: try workspace.exampleCount(), probes: try workspace.probes())
    let positions = bad.compactMap { listing.position(of: $0.example) }.sorted()
    #expect(positions.count == 10 && positions[0] < 45 && positions[9] < 129, "\(positions)")
  }

  @Test func anotherTimeOthersAreMade() throws {
    let first = try make()
    let (run, draft) = try draft(20, seed: nil)
    let second = try run.write(draft, at: 2)
    #expect(Set(first.map(\.example)).isDisjoint(with: second.map(\.example)))
    #expect(Set(first.map(\.origin)).isDisjoint(with: second.map(\.origin)), "of examples that have none yet")
    #expect(
      !draft.origins.contains { origin in first.contains { $0.example == origin.id } }, "none of a probe")
  }

  @Test func seedsBecomeExamplesAndAreExported() throws {
    let path = try files.write(
      "seeds.jsonl",
      (0..<12).map {
        "{\"instruction\": \"Where is city \($0)?\", \"output\": \"City \($0) lies in the north, near the coast, and has \($0 + 30) churches.\"}"
      }.joined(separator: "\n"))
    let bad = try make(8, source: .seeds(path))
    #expect(bad.count == 4)
    #expect(
      try workspace.batches().contains { $0.name == "seeds" && $0.count == 12 && $0.technique == "seed" })
    var lines: [String] = []
    _ = try ExportRun(workspace: workspace, selection: .all, format: .jsonl).write { lines.append($0) }
    #expect(lines.count == 132)
    // Again: they are there, and no second time.
    _ = try make(8, source: .seeds(path))
    #expect(try workspace.batches().contains { $0.name == "seeds" && $0.count == 12 })
  }

  @Test func seedsThatCannotBeReadAreRefused() throws {
    let path = try files.write("seeds.jsonl", "{\"text\": \"fine\"}\nnot a row\n")
    #expect(throws: ProbeProblem.seedsRefused(file: path, count: 1)) { try draft(8, source: .seeds(path)) }
    #expect(throws: ProbeProblem.nothingGood(.accepted)) { try draft(8, source: .accepted) }
  }
}
