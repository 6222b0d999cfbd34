import AssayModel

/// Runs in every state, with figures to look at.
enum SampleRuns {
  /// The time on the wall in these tests, milliseconds since 1970.
  static let now: Int64 = 1_764_000_000_000

  static func run(
    _ id: Int64, _ state: Run.State = .running, title: String = "judge v3 · qwen2.5-14b",
    secondsAgo: Int64 = 60, _ change: (inout RunProgress) -> Void = { _ in }
  ) -> Run {
    var progress = RunProgress()
    progress.total = 2_000
    progress.done = 760
    change(&progress)
    let started = now - secondsAgo * 1_000
    return Run(
      id: RunID(id), kind: .judge, title: title, state: state, parameters: "{}", progress: progress,
      startedAt: started, updatedAt: now, endedAt: state.isOver ? started + 45_000 : nil, process: 1,
      host: "here", wish: RunWish(isPaused: state == .paused))
  }

  /// A run in full swing, with everything that there can be to tell.
  static var busy: Run {
    run(7) { progress in
      progress.failed = 3
      progress.cached = 120
      progress.budget = 2.5
      progress.expectedCost = 0.8123
      progress.traffic.requests = 712
      progress.traffic.retries = 72
      progress.traffic.answered = 640
      progress.traffic.inFlight = 16
      progress.traffic.tokensIn = 412_003
      progress.traffic.tokensOut = 20_112
      progress.traffic.cost = 0.31
      progress.traffic.seconds = 60
      progress.traffic.rate = 10.4
      progress.traffic.latencyP50 = 0.21
      progress.traffic.latencyP95 = 0.48
      progress.traffic.latencyP99 = 1.93
      progress.traffic.waiting = "the server asks for a pause of 12 s"
      progress.traffic.failures = [
        .init(
          kind: .rateLimit, count: 61,
          lastMessage: "429: slow down, 60 requests a minute are allowed for this key"),
        .init(
          kind: .server, count: 11,
          lastMessage: "500: the model has run out of memory; it starts again by itself in a minute or so"),
      ]
      progress.histograms = [
        .init(dimension: "relevance", minimum: 1, counts: [4, 12, 40, 310, 390]),
        .init(dimension: "accuracy", minimum: 1, counts: [60, 120, 210, 250, 116]),
        .init(dimension: "clarity", minimum: 1, counts: [0, 6, 90, 400, 260]),
        .init(dimension: "diversity", minimum: 1, counts: [12, 88, 356, 240, 60]),
      ]
      var probes = ProbeTally()
      probes.bad = .init(n: 40, right: 27)
      probes.good = .init(n: 38, right: 35)
      probes.missedBad = [ExampleID(2), ExampleID(4)]
      progress.probes = probes
      progress.warnings = [
        "the judge is of the generator's family (qwen): both are blind to the same mistakes"
      ]
    }
  }

  /// A run that generates, 77 labels by three difficulties, in the middle of it.
  static var generating: Run {
    var run = run(8, title: "direct · gpt-4o · 1,155", secondsAgo: 240) { progress in
      progress.total = 1_155
      progress.done = 612
      progress.budget = 5
      progress.expectedCost = 3.4
      progress.traffic.requests = 45
      progress.traffic.answered = 42
      progress.traffic.inFlight = 3
      progress.traffic.retries = 1
      progress.traffic.tokensIn = 61_204
      progress.traffic.tokensOut = 38_711
      progress.traffic.cost = 1.83
      progress.traffic.rate = 0.2
      progress.traffic.latencyP50 = 8.2
      progress.traffic.latencyP95 = 14.1
      progress.traffic.latencyP99 = 19.8
      progress.generation = tally
      progress.warnings = ["no verifier: labels are taken as the generator gives them"]
    }
    run.kind = .generate
    return run
  }

  private static var tally: GenerationTally {
    var tally = GenerationTally(technique: .direct, batch: "direct 3")
    tally.calls = 42
    tally.asked = 840
    tally.returned = 811
    tally.taken = 612
    tally.copies = 64
    tally.overfull = 71
    tally.wrongLabel = 58
    tally.wrongDifficulty = 6
    tally.flagged = 23
    tally.broken = 2
    tally.rotations = 1
    for label in 1...77 {
      for (place, difficulty) in ["easy", "medium", "hard"].enumerated() {
        let got = place == 2 ? label % 6 : label % 2 == 0 ? 5 : 4
        tally.quotas.append(
          Quota(label: "intent_\(label)", difficulty: difficulty, wanted: 5, got: min(5, got)))
      }
    }
    var all = DiversityReport(examples: 612)
    all.nearDuplicates = 0.021
    all.distinct1 = 0.21
    all.distinct2 = 0.63
    all.selfBLEU = 0.31
    all.vendi = 0.44
    all.vendiBasis = VendiBasis(model: "wordllama-l2-supercat-256 1a2b3c4d")
    all.compressionRatio = 2.9
    all.newClusterRate = 39
    all.clusters = 241
    all.expectedClusters = 388.2
    let sizes = (1...20).map { 811 * $0 / 20 } + (1...12).map { 811 + 500 * $0 / 12 }
    all.saturation = SaturationCurve(
      texts: 811, kinds: 241, sizes: sizes,
      expected: sizes.map { 241 * Double($0 * 1_411) / Double(811 * ($0 + 600)) })
    var last = all
    last.saturation = nil
    last.examples = 200
    last.newClusterRate = 22
    last.nearDuplicates = 0.05
    last.selfBLEU = 0.36
    last.distinct2 = 0.71
    tally.diversity = all
    tally.lastDiversity = last
    return tally
  }

  /// One that the guard has stopped.
  static var collapsed: Run {
    var run = generating
    run.id = RunID(9)
    run.title = "paraphrase · small-model · 500"
    run.state = .finished
    run.endedAt = now - 1_000
    run.progress.total = 500
    run.progress.done = 149
    run.progress.generation?.batch = "paraphrase 1"
    run.progress.generation?.quotas = [Quota(label: nil, difficulty: nil, wanted: 500, got: 149)]
    run.progress.generation?.diversity?.newClusterRate = 4.1
    run.progress.generation?.lastDiversity?.newClusterRate = 2
    run.progress.generation?.rotations = 2
    run.progress.generation?.collapse = "mode collapse: 500 more would bring about 12 new"
    return run
  }

  static var all: [Run] {
    [
      busy, run(6, .paused, secondsAgo: 400) { $0.traffic.cost = nil },
      run(5, .finished, secondsAgo: 4_000) { $0.done = 2_000 },
      run(4, .cancelled, title: "strict v1 · panel of 3", secondsAgo: 9_000),
      run(3, .failed, secondsAgo: 90_000) {
        $0.ending = "401: the key is not known; check the variable JUDGE_KEY"
        $0.done = 0
      },
      run(2, .budgetSpent, secondsAgo: 200_000) { $0.budget = 0.5 },
      run(1, .interrupted, secondsAgo: 400_000),
    ]
  }
}
