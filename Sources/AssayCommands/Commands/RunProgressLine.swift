import AssayModel
import Foundation
import Synchronization

/// How questions to models go, in one line on the standard error, with warnings as they come up.
final class RunProgressLine: Sendable {
  private struct State {
    var line: ProgressLine
    var told: Set<String> = []
  }
  private let state: Mutex<State>
  private let verb: String

  /// - Parameters:
  ///   - verb: what is done to the examples.
  ///   - isQuiet: whether only warnings are told.
  init(_ verb: String = "Judging", isQuiet: Bool) {
    self.verb = verb
    state = Mutex(State(line: ProgressLine(isShown: !isQuiet)))
  }

  /// - Parameters:
  ///   - verb: in the place of the line's own.
  ///   - beside: how something goes that goes on at the same time.
  func update(_ progress: RunProgress, verb: String? = nil, beside: String? = nil) {
    state.withLock { state in
      for warning in progress.warnings + progress.traffic.warnings
      where state.told.insert(warning).inserted {
        state.line.finish()
        Console.error("Warning: " + warning)
      }
      state.line.update { Self.sentence(progress, verb ?? self.verb, beside: beside) }
    }
  }

  /// A line that stays, above the one that moves.
  func tell(_ text: String) {
    state.withLock { state in
      state.line.finish()
      Console.error(text)
    }
  }

  /// A warning that was told already.
  func hold(_ text: String) { state.withLock { _ = $0.told.insert(text) } }

  /// Tells a warning once, whoever brings it up first.
  func warn(_ text: String) {
    state.withLock { state in
      guard state.told.insert(text).inserted else { return }
      state.line.finish()
      Console.error("Warning: " + text)
    }
  }

  func finish() { state.withLock { $0.line.finish() } }

  /// "Judging: 120 of 2,000 · 31.4 requests/s · 1:00 left · cost 0.03 of about 0.51 · 2 failed"
  static func sentence(_ progress: RunProgress, _ verb: String = "Judging", beside: String? = nil) -> String {
    var parts = ["\(verb): \(Figures.grouped(progress.done)) of \(Figures.grouped(progress.total))"]
    if let beside { parts.append(beside) }
    let traffic = progress.traffic
    let rate = traffic.rate > 0 ? ["\(Figures.fixed(traffic.rate, places: 1)) requests/s"] : []
    // Of few calls that bring many examples the rate says least, and a narrow terminal cuts the line's end off.
    if progress.generation == nil { parts += rate }
    if let left = secondsLeft(progress) { parts.append("\(Figures.duration(left)) left") }
    if let cost = traffic.cost, cost > 0 || progress.expectedCost != nil {
      let expected = progress.expectedCost.map { " of about \(Figures.money($0))" } ?? ""
      parts.append("cost \(Figures.money(cost))\(expected)")
    }
    if let tally = progress.generation { parts += generation(tally) + rate }
    if progress.failed > 0 { parts.append("\(Figures.grouped(progress.failed)) failed") }
    if traffic.retries > 0 { parts.append("\(Figures.grouped(traffic.retries)) tried again") }
    if let waiting = traffic.waiting { parts.append(waiting) }
    return parts.joined(separator: " · ")
  }

  /// What became of the examples that came.
  private static func generation(_ tally: GenerationTally) -> [String] {
    var parts: [String] = []
    let measured = [tally.lastDiversity, tally.diversity].compactMap(\.self).first(where: \.tellsRates)
    if let rate = measured?.newClusterRate {
      parts.append("\(Figures.fixed(rate, places: 0)) new per 100")
    }
    if tally.copies > 0 { parts.append(Figures.count(tally.copies, "copy", "copies")) }
    let unwanted = tally.wrongLabel + tally.wrongDifficulty
    if unwanted > 0 { parts.append("\(Figures.grouped(unwanted)) not wanted") }
    if tally.broken > 0 { parts.append("\(Figures.grouped(tally.broken)) broken") }
    return parts
  }

  /// By the examples that were asked about so far: those from answers on disk say nothing of the server.
  static func secondsLeft(_ progress: RunProgress) -> Double? {
    let asked = progress.done - progress.cached
    guard asked > 0, progress.total > progress.done, progress.traffic.seconds > 0 else { return nil }
    return Double(progress.total - progress.done) * progress.traffic.seconds / Double(asked)
  }
}
