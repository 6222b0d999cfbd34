import AssayModel

// What a person asks of a run: from any process, by a wish that the run itself reads twice a second.

/// The run that the keys mean: the one under the cursor.
private func liveRun(_ state: inout AppState) -> Run? {
  guard let run = state.runs.current else {
    state.message = Message(.info, "Nothing has run yet")
    return nil
  }
  guard !run.state.isOver else {
    let key = state.bindings.shown(for: .resumeRun, screen: .runs) ?? ":runs.resume"
    state.message = Message(
      .info,
      run.canResume
        ? "This run has ended (\(run.state.rawValue)); \(key) goes on with it"
        : "This run has ended: \(run.state.rawValue)")
    return nil
  }
  return run
}

func steerRun(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  guard let run = liveRun(&state) else { return [] }
  var wish = run.wish
  switch command {
  case .pauseRun:
    wish.isPaused.toggle()
    state.message = Message(.info, wish.isPaused ? "Paused once what is in flight has come" : "Goes on")
  case .cancelRun:
    let key = state.bindings.shown(for: .resumeRun, screen: .runs) ?? ":runs.resume"
    wish.isCancelled = true
    let goesOn = run.kind.canResume ? ", and \(key) goes on with it" : ""
    state.message = Message(.info, "Ends when what is in flight has come; nothing is lost\(goesOn)")
  default:
    let now = wish.concurrency ?? max(1, run.progress.traffic.inFlight)
    // A tenth at a time, so that a hundred are as near as ten.
    let step = max(1, now / 10)
    switch command {
    case .concurrencyUp: wish.concurrency = min(10_000, now + step)
    case .concurrencyDown: wish.concurrency = max(1, now - step)
    default: wish.concurrency = nil
    }
    state.message = Message(
      .info,
      wish.concurrency.map { "\($0) requests at once to each model" }
        ?? "As many requests at once as configured")
  }
  guard wish != run.wish else { return [] }
  state.runs.wish(wish, for: run.id)
  return [.setWish(run.id, wish)]
}

func resumeRun(_ state: inout AppState) -> [Effect] {
  guard let run = state.runs.current else {
    state.message = Message(.info, "Nothing has run yet")
    return []
  }
  guard run.canResume else {
    state.message = Message(.info, run.whyItCannotGoOn)
    return []
  }
  state.message = Message(.info, "Going on with \(run.title) \(state.appearance.pending)")
  state.runs.isStarting = true
  return [.resumeRun(run.id)]
}

extension Run {
  fileprivate var whyItCannotGoOn: String {
    if !state.isOver { return "This run is still going on" }
    if state == .finished { return "This run is finished; nothing is left of it" }
    return "A run that was \(kind.activity) cannot be gone on with from here"
  }
}
