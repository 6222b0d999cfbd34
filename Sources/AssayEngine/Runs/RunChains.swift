import AssayModel

/// Which runs were gone on with by later ones.
public enum RunChains {
  /// The same runs, each that came to no end of its own with the next run of the same work.
  ///
  /// - Parameter runs: all of a workspace, in any order.
  public static func linked(_ runs: [Run]) -> [Run] {
    var next: [Work: RunID] = [:]
    var links: [RunID: RunID] = [:]
    for run in runs.sorted(by: { $0.id > $1.id }) {
      guard let work = Work(run) else { continue }
      if run.isUnfinished { links[run.id] = next[work] }
      next[work] = run.id
    }
    return runs.map { run in
      var linked = run
      linked.continuedBy = links[run.id]
      return linked
    }
  }

  /// What a run and those that go on with it have in common.
  private enum Work: Hashable {
    case generate(RunID)
    case judge(JudgeParameters)
    case tune(TuneParameters)

    init?(_ run: Run) {
      switch run.kind {
      case .generate:
        guard let parameters = GenerationParameters(json: run.parameters) else { return nil }
        self = .generate(parameters.first ?? run.id)
      case .judge:
        guard var parameters = JudgeParameters(json: run.parameters) else { return nil }
        parameters.budget = nil
        self = .judge(parameters)
      case .tune:
        guard var parameters = TuneParameters(json: run.parameters) else { return nil }
        parameters.budget = TuneRun.Budget()
        self = .tune(parameters)
      case .probes: return nil
      }
    }
  }
}

extension Run {
  /// Whether it has ended before its work was done.
  fileprivate var isUnfinished: Bool {
    switch state {
    case .cancelled, .failed, .budgetSpent, .interrupted: true
    case .running, .paused, .finished: false
    }
  }
}
