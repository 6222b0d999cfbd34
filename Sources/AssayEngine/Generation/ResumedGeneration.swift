import AssayModel
import AssayStore

/// The work that a run goes on with.
struct ResumedGeneration {
  /// The run that it began with, under which its calls are kept; nil: it begins now.
  let first: RunID?
  /// What its runs have spent so far.
  private(set) var spent = 0.0
  private let workspace: Workspace

  init(workspace: Workspace, options: GenerationRun.Options) throws {
    self.workspace = workspace
    guard let id = options.resumes else {
      first = nil
      return
    }
    guard let run = try workspace.run(id), run.kind == .generate,
      let parameters = GenerationParameters(json: run.parameters)
    else { throw GenerationProblem("run \(id.rawValue) generates nothing that could be gone on with") }
    let origin = parameters.first ?? id
    // A run that was killed before it had begun has left nothing behind.
    first = try workspace.generationCalls(of: origin).isEmpty ? nil : origin
    for run in try runs(of: origin) {
      spent += run.progress.traffic.cost ?? 0
      if Self.isLive(run) { throw Self.isGoingOn(run.id) }
    }
  }

  private func runs(of origin: RunID) throws -> [Run] {
    try workspace.runs(limit: .max).filter { run in
      run.kind == .generate
        && (run.id == origin || GenerationParameters(json: run.parameters)?.first == origin)
    }
  }

  /// Of two that begin together the second sees the first.
  func refuseSecond(_ id: RunID) throws {
    guard let first else { return }
    if let other = try runs(of: first).first(where: { $0.id < id && Self.isLive($0) }) {
      throw Self.isGoingOn(other.id)
    }
  }

  private static func isGoingOn(_ id: RunID) -> GenerationProblem {
    GenerationProblem("run \(id.rawValue) is still going on; stop it before you go on with it here")
  }

  /// A run whose process is gone has ended, even if it said that it goes on a moment ago.
  private static func isLive(_ run: Run) -> Bool {
    !run.state.isOver && (run.host != ThisProcess.host || ThisProcess.isAlive(run.process))
  }
}
