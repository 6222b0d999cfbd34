import AssayModel
import Synchronization

/// Work that is a list of jobs; notes how each has ended.
final class ListedWork: ChatWork {
  struct Failure: Error, Equatable {}

  private struct State {
    var rest: ArraySlice<ChatJob>
    var outcomes: [ChatOutcome] = []
    var groups: [Int] = []
  }

  private let state: Mutex<State>
  private let follow: @Sendable (ChatOutcome) -> [ChatJob]
  private let onFinished: @Sendable (Int) throws -> Void

  /// - Parameters:
  ///   - follow: jobs that an outcome brings.
  ///   - onFinished: called with the number of outcomes so far.
  init(
    _ jobs: [ChatJob], follow: @escaping @Sendable (ChatOutcome) -> [ChatJob] = { _ in [] },
    onFinished: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) {
    state = Mutex(State(rest: jobs[...]))
    self.follow = follow
    self.onFinished = onFinished
  }

  convenience init(_ count: Int, model: String = "test", text: String = "question") {
    self.init((0..<count).map { Self.job($0, model: model, text: text) })
  }

  static func job(_ id: Int, model: String = "test", text: String = "question") -> ChatJob {
    ChatJob(
      id: id, model: model,
      request: ChatRequest(
        messages: [.init(.system, "Judge."), .init(.user, "\(text) \(id)")], maxTokens: 50))
  }

  var outcomes: [ChatOutcome] { state.withLock { $0.outcomes } }
  /// Sizes of what came at once.
  var groups: [Int] { state.withLock { $0.groups } }
  var answers: [Int: String] {
    Dictionary(
      outcomes.compactMap { outcome in
        guard case .success(let answer) = outcome.result else { return nil }
        return (outcome.job.id, answer.text)
      }, uniquingKeysWith: { first, _ in first + " twice" })
  }
  var problems: [ChatProblem] {
    outcomes.compactMap { outcome in
      guard case .failure(let problem) = outcome.result else { return nil }
      return problem
    }
  }

  func next(_ count: Int) throws -> [ChatJob]? {
    state.withLock { state in
      if state.rest.isEmpty { return nil }
      defer { state.rest = state.rest.dropFirst(count) }
      return Array(state.rest.prefix(count))
    }
  }

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    let count = state.withLock { state in
      state.outcomes += outcomes
      state.groups.append(outcomes.count)
      return state.outcomes.count
    }
    try onFinished(count)
    return outcomes.flatMap(follow)
  }
}
