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
