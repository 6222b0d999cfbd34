import AssayModel
import Synchronization

/// How a pipeline goes, in one line on the standard error, with warnings as they come up: a stage that generates and the
/// one that judges beside it share it.
final class PipelineProgress: Sendable {
  private struct State {
    var line: ProgressLine
    var told: Set<String> = []
    /// What is going on, by the name of the stage, in the order in which it began.
    var going: [(stage: String, progress: RunProgress)] = []
  }
  private let state: Mutex<State>
  private let isQuiet: Bool

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    state = Mutex(State(line: ProgressLine(isShown: !isQuiet)))
  }

  func update(_ stage: String, _ progress: RunProgress) {
    state.withLock { state in
      if let place = state.going.firstIndex(where: { $0.stage == stage }) {
        state.going[place].progress = progress
      } else {
        state.going.append((stage, progress))
      }
      for warning in progress.warnings + progress.traffic.warnings {
        Self.warn("\(stage): \(warning)", &state)
      }
      state.line.update { Self.sentence(state.going) }
    }
  }

  /// The stage is over.
  func end(_ stage: String) {
    state.withLock { state in
      state.going.removeAll { $0.stage == stage }
      state.line.finish()
    }
  }

  /// A line that stays, above the one that moves.
  func tell(_ text: String) {
    state.withLock { state in
      state.line.finish()
      Console.error(text)
    }
  }

  /// The same, unless only warnings are wanted.
  func note(_ text: String) { if !isQuiet { tell(text) } }

  /// Tells a warning once, whoever brings it up first.
  func warn(_ text: String) { state.withLock { Self.warn(text, &$0) } }

  private static func warn(_ text: String, _ state: inout State) {
    guard state.told.insert(text).inserted else { return }
    state.line.finish()
    Console.error("Warning: " + text)
  }

  func finish() { state.withLock { $0.line.finish() } }

  /// "generate 120 of 500 · judge 96 of 120 · 31.4 requests/s · cost 0.12 · 2 failed"
  static func sentence(_ going: [(stage: String, progress: RunProgress)]) -> String {
    var parts = going.map { stage, progress in
      let (done, total) = counts(progress)
      return "\(stage) \(Figures.grouped(done)) of \(Figures.grouped(total))"
    }
    let traffic = going.map(\.progress.traffic)
    let rate = traffic.reduce(0) { $0 + $1.rate }
    if rate > 0 { parts.append("\(Figures.fixed(rate, places: 1)) requests/s") }
    let costs = traffic.compactMap(\.cost)
    if costs.count == traffic.count, costs.contains(where: { $0 > 0 }) {
      parts.append("cost \(Figures.money(costs.reduce(0, +)))")
    }
    let failed = going.reduce(0) { $0 + $1.progress.failed }
    if failed > 0 { parts.append("\(Figures.grouped(failed)) failed") }
    parts += traffic.compactMap(\.waiting)
    return parts.joined(separator: " · ")
  }

  /// Examples, also of a run that counts its calls otherwise.
  static func counts(_ progress: RunProgress) -> (Int, Int) {
    guard let tally = progress.generation, !tally.quotas.isEmpty else {
      return (progress.done, progress.total)
    }
    return (tally.taken, tally.quotas.reduce(0) { $0 + $1.wanted })
  }
}
