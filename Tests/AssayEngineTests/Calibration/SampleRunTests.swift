import AssayCalibration
import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStore
import Testing

@Suite struct SampleRunTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let lines = (1...300).map { index in
      """
      {"id": "row-\(index)", "batch": "b", "instruction": "How far is town \(index) from the sea?", \
      "output": "Town \(index) is \(index * 7 + 20) kilometers from the sea. A train goes there.", \
      "label": "l\(index % 3)", "judgements": [{"judge": "j", "scores": {"accuracy": \(index % 5 + 1)}}], \
      "truth": {"verdict": "accept", "source": "s"}}
      """
    }
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 300)
    let run = ProbeRun(
      workspace: workspace,
      options: ProbeRun.Options(count: 20, kinds: [.truncated, .garbled, .repeated, .alteredFact], seed: 3))
    try run.write(try run.draft(), at: 1)
  }

  private func draw(
    _ size: Int = 100, _ strategy: SampleDraw.Strategy? = nil, reviewer: String = "ana", seed: UInt64? = nil,
    at: Int64 = 1_000
  ) throws -> SampleRun.Outcome {
    try SampleRun(
      workspace: workspace, task: TaskSpecification(name: "t"), reviewer: reviewer,
      options: SampleRun.Options(size: size, strategy: strategy, seed: seed)
    ).run(at: at)
  }

  private func decide(_ examples: [ExampleID], by reviewer: String = "ana", at: Int64 = 2_000) throws {
    for example in examples {
      try workspace.append([NewDecision(example: example, action: .accept)], reviewer: reviewer, at: at)
    }
  }

  @Test func aQueueHasProbesAndRepeatsAndIsWrittenDown() throws {
    let outcome = try draw()
    #expect(outcome.draw.examples.count == 100)
    #expect(
      outcome.count(of: .drawn) == 90 && outcome.count(of: .probe) == 5 && outcome.count(of: .repeat) == 5)
    #expect(outcome.draw.strategy == .balanced && outcome.draw.population == 300)
    #expect(try workspace.draws() == [outcome.draw])
    #expect(outcome.effectiveSize > 10 && outcome.effectiveSize <= 90)
    #expect(outcome.draw.examples.allSatisfy { ($0.probability != nil) == ($0.role == .drawn) })
  }

  /// Adds seeds that people have given.
  private func give(_ count: Int) throws {
    let rows = (1...count).map {
      #"{"id": "s-\#($0)", "instruction": "Seed \#($0)?", "output": "It is \#($0)."}"#
    }
    let path = try files.write("seeds.jsonl", rows.joined(separator: "\n"))
    _ = try ImportRun(
      workspace: workspace, sources: [.file(path)],
      options: ImportRun.Options(batch: "seeds", technique: "seed")
    ).run()
  }

  @Test func givenSeedsAreNotDrawnUnlessTheyAreAskedFor() throws {
    try give(40)
    let outcome = try draw()
    #expect(outcome.draw.population == 300 && outcome.seedsLeftOut == 40)
    #expect(outcome.notes.contains("40 undecided seeds were left out"))
    #expect(outcome.origins == ExampleOrigins(imported: 90))
    let seeds = Set(
      try workspace.examples(outcome.draw.examples.map(\.example)).filter {
        $0.provenance.technique == "seed"
      })
    #expect(seeds.isEmpty)
    var options = SampleRun.Options(size: 340, strategy: .random, seed: 5)
    options.includesSeeds = true
    let all = try SampleRun(
      workspace: workspace, task: TaskSpecification(name: "t"), reviewer: "ben", options: options
    ).run(at: 1_000)
    #expect(all.draw.population == 340 && all.seedsLeftOut == 0)
    #expect(all.origins.seeds > 20 && all.origins.all == all.count(of: .drawn))
  }

  @Test func whereOnlySeedsAreLeftItSaysHowToDrawThem() throws {
    try give(3)
    try decide((1...300).map { ExampleID(Int64($0)) })
    #expect(throws: SampleRun.Problem.onlySeeds(3)) { try draw() }
    #expect("\(SampleRun.Problem.onlySeeds(3))".contains("--include-seeds"))
  }

  @Test func aRepeatIsACopyThatNothingElseSees() throws {
    let outcome = try draw()
    let copies = outcome.draw.examples.filter { $0.role == .repeat }
    let probes = try workspace.probes()
    for copy in copies {
      let probe = try #require(probes.first { $0.example == copy.example })
      #expect(probe.isRepeat && probe.isOwnRow && !probe.isListed)
      let (one, other) = (
        try #require(try workspace.examples([probe.origin]).first),
        try #require(try workspace.examples([copy.example]).first)
      )
      #expect(one.fields == other.fields && one.label == other.label && one.batch == other.batch)
      #expect(one.key != other.key && other.key.hasPrefix("row-"))
      let places = outcome.draw.examples
      let distance =
        (places.firstIndex { $0.example == copy.example } ?? 0)
        - (places.firstIndex { $0.example == probe.origin } ?? 999)
      #expect(distance > QueueMixer.distance)
    }
    #expect(try workspace.knownBad().isSuperset(of: copies.map(\.example)))
    var lines = 0
    _ = try ExportRun(workspace: workspace, selection: .all, format: .jsonl).write { _ in lines += 1 }
    #expect(lines == 300)
    let columns = try workspace.columns(judge: try workspace.judges().first?.id)
    for copy in copies {
      let origin = try #require(probes.first { $0.example == copy.example }?.origin)
      #expect(columns.score[Int(copy.example.rawValue) - 1] == columns.score[Int(origin.rawValue) - 1])
    }
    try decide(copies.map(\.example))
    let set = try CalibrationSource(workspace: workspace, task: TaskSpecification(name: "t")).progress()
    #expect(set.rows.isEmpty, "what is said of a copy is no truth")
  }

  @Test func whatIsDecidedIsNotDrawnAgain() throws {
    let first = try draw(60, .random)
    let decided = first.draw.examples.filter { $0.role == .drawn }.map(\.example)
    try decide(decided)
    let second = try draw(100, .random, at: 3_000)
    #expect(second.draw.population == 300 - decided.count)
    #expect(Set(second.draw.examples.filter { $0.role == .drawn }.map(\.example)).isDisjoint(with: decided))
    // Chances of both draws together: the set stands for all 300.
    try decide(second.draw.examples.filter { $0.role == .drawn }.map(\.example), at: 4_000)
    let rows = try CalibrationSource(workspace: workspace, task: TaskSpecification(name: "t")).progress().rows
    #expect(rows.allSatisfy { $0.probability != nil })
    let total = rows.compactMap(\.probability).reduce(0) { $0 + 1 / $1 }
    #expect(abs(total - 300) < 15, "\(total)")
  }

  @Test func repeatsOfWhatWasDecidedLongAgoComeFirst() throws {
    let early = (1...40).map { ExampleID(Int64($0)) }
    try decide(early)
    let outcome = try draw(40, .random, at: 3_000)
    let probes = try workspace.probes()
    let origins = outcome.draw.examples.filter { $0.role == .repeat }.compactMap { copy in
      probes.first { $0.example == copy.example }?.origin
    }
    #expect(origins.count == 2 && Set(origins).isSubset(of: Set(early.prefix(10))))
    // None is asked a third time.
    let next = try draw(40, .random, at: 4_000)
    let again = next.draw.examples.filter { $0.role == .repeat }.map(\.example)
    #expect(Set(again).isDisjoint(with: outcome.draw.examples.map(\.example)))
  }

  @Test func probesThatTheReviewerHasMetAreLeftOut() throws {
    let first = try draw()
    let second = try draw()
    func probes(_ outcome: SampleRun.Outcome) -> Set<ExampleID> {
      Set(outcome.draw.examples.filter { $0.role == .probe }.map(\.example))
    }
    #expect(probes(first).isDisjoint(with: probes(second)), "they wait in the first queue")
    let ben = try draw(reviewer: "ben", seed: first.draw.seed)
    #expect(probes(ben) == probes(first))
  }

  @Test func aSeedDrawsTheSameAgainAndNothingIsLeftInTheEnd() throws {
    let one = try draw(50, .stratified, seed: 9)
    let other = try draw(50, .stratified, reviewer: "ben", seed: 9)
    #expect(
      one.draw.examples.filter { $0.role == .drawn }.map(\.example)
        == other.draw.examples.filter { $0.role == .drawn }.map(\.example))
    try decide((1...300).map { ExampleID(Int64($0)) })
    #expect(throws: SampleRun.Problem.nothingUndecided) { try draw() }
  }
}
