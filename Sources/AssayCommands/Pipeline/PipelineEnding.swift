import AssayModel

/// Why a pipeline has come to its end.
enum PipelineEnding: Hashable {
  case finished
  /// By a person, in the middle of a stage.
  case stopped(String)
  /// By a person, before a stage began.
  case stoppedBefore(String)
  case budgetSpent(stage: String)
  case failed(stage: String, message: String)
  /// A stage has brought nothing that the next ones could start from.
  case nothing(stage: String)

  /// nil: the run has come to its own end.
  init?(_ ending: ChatEnding, stage: String) {
    switch ending {
    case .finished: return nil
    case .stopped: self = .stopped(stage)
    case .budgetSpent: self = .budgetSpent(stage: stage)
    case .failed(let problem): self = .failed(stage: stage, message: problem.message)
    }
  }

  /// For the standard error; nil: all is done.
  var sentence: String? {
    let goesOn = "what is done is saved, and the same command goes on from there"
    switch self {
    case .finished: return nil
    case .stopped(let stage): return "Stopped in stage \"\(stage)\"; \(goesOn)"
    case .stoppedBefore(let stage): return "Stopped before stage \"\(stage)\" began; \(goesOn)"
    case .budgetSpent(let stage):
      return "Stage \"\(stage)\": the budget does not allow the next request; \(goesOn) once it is higher"
    case .failed(let stage, let message):
      return "Stage \"\(stage)\": \(message)\nNothing more can be had from the server; \(goesOn)"
    case .nothing(let stage):
      return
        "Stage \"\(stage)\" has brought no example. Change what it is told and say --redo \"\(stage)\"; the same "
        + "command goes on without it"
    }
  }

  /// - Parameters:
  ///   - isWhole: whether every quota is filled and every example has a score.
  ///   - signal: the one that ended it; nil: a wish from elsewhere did.
  func code(isWhole: Bool, signal: Int32?) -> Int32 {
    switch self {
    case .finished: isWhole ? 0 : 1
    case .nothing: 1
    case .stopped, .stoppedBefore: 128 + (signal ?? 2)
    case .budgetSpent: JudgeExitCode.budgetSpent
    case .failed: JudgeExitCode.serverFailed
    }
  }
}
