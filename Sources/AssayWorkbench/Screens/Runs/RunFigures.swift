import AssayModel

/// What can be worked out from a run's progress: shares, times, words.
struct RunFigures {
  let run: Run
  /// Milliseconds since 1970.
  let now: Int64

  var progress: RunProgress { run.progress }

  /// 0...1; nil while it is not known how much there is to do.
  var share: Double? {
    progress.total > 0 ? min(1, Double(progress.done) / Double(progress.total)) : nil
  }

  /// Seconds from the start to the end, or until now.
  var elapsed: Double {
    let end = run.endedAt ?? (run.state.isOver ? run.updatedAt : max(now, run.updatedAt))
    return max(0, Double(end - run.startedAt) / 1_000)
  }

  /// Seconds until everything is done at the rate of the last few seconds; nil: it stands still, or nothing is known.
  var secondsLeft: Double? {
    guard run.state == .running else { return nil }
    let left = progress.total - progress.done
    let asked = progress.done - progress.cached
    guard left > 0, asked > 0, progress.traffic.rate > 0, progress.traffic.answered > 0 else { return nil }
    // An example can take several answers: samples, a panel, one question per dimension.
    let answersPerExample = Double(progress.traffic.answered) / Double(asked)
    return Double(left) * answersPerExample / progress.traffic.rate
  }

  /// "38 %", rounded down: 100 % is the end.
  var percent: String? {
    share.map { "\(Int(($0 * 100 + 1e-9).rounded(.down))) %" }
  }

  /// What its state is called, wishes included that it has not followed yet.
  var stateWord: String {
    if let next = run.continuedBy { return "continued by run \(next.rawValue)" }
    guard !run.state.isOver else { return run.state.rawValue }
    if run.wish.isCancelled { return "ending" }
    if run.wish.isPaused { return run.state == .paused ? "paused" : "pausing" }
    return run.state == .paused ? "going on" : "running"
  }
}

extension Run {
  /// One that was gone on with is as good as done.
  func sign(ascii: Bool) -> String {
    continuedBy == nil ? state.sign(ascii: ascii) : ascii ? ">" : "→"
  }

  var role: String { continuedBy == nil ? state.role : "text.dim" }
}

extension Run.State {
  /// Meaning never rests on colour alone.
  func sign(ascii: Bool) -> String {
    switch self {
    case .running: ascii ? "~" : "▶"
    case .paused: ascii ? "=" : "‖"
    case .finished: ascii ? "+" : "✓"
    case .cancelled: ascii ? "-" : "◦"
    case .failed: ascii ? "x" : "✗"
    case .budgetSpent: "$"
    case .interrupted: "!"
    }
  }

  var role: String {
    switch self {
    case .running: "message.info"
    case .paused: "message.warning"
    case .finished: "verdict.accept"
    case .cancelled: "text.dim"
    case .failed: "message.error"
    case .budgetSpent, .interrupted: "message.warning"
    }
  }
}

extension Run {
  /// Whether there may be something left that the workbench can go on with.
  var canResume: Bool {
    guard kind.canResume, continuedBy == nil else { return false }
    return switch state {
    case .cancelled, .failed, .budgetSpent, .interrupted: true
    case .running, .paused, .finished: false
    }
  }
}

extension Run {
  /// What it has brought; nil: nothing that can be listed.
  var mainTarget: RunTarget? {
    kind == .generate ? progress.generation.map { .batch($0.batch) } : .judged
  }
}

extension Run.Kind {
  /// Whether the workbench can go on with one that was stopped.
  var canResume: Bool { self != .probes }

  /// What it is doing.
  var activity: String {
    switch self {
    case .judge: "judging"
    case .probes: "making probes"
    case .generate: "generating"
    case .tune: "tuning"
    }
  }

  /// What has been done to the examples that count.
  var done: String { self == .judge || self == .tune ? "judged" : "made" }
}

/// "45 s", "12 min", "3 h 20 min".
func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "?" }
  let whole = Int(max(0, seconds).rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 60 * 60 {
    return whole < 600 && whole % 60 > 0 ? "\(whole / 60) min \(whole % 60) s" : "\((whole + 30) / 60) min"
  }
  let minutes = (whole + 30) / 60
  return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
}

/// A latency: "0.21 s", "12 s", "8 ms".
func latencyText(_ seconds: Double?) -> String {
  guard let seconds, seconds.isFinite, seconds < 1e9 else { return "?" }
  if seconds < 0.0995 { return "\(Int((seconds * 1_000).rounded())) ms" }
  if seconds >= 9.95 { return "\(Int(seconds.rounded())) s" }
  return "\(fixedText(seconds, decimals: seconds < 0.995 ? 2 : 1)) s"
}

/// What a run has cost: two decimals, more where there would be none but zeros; nil: a price is not known.
func costText(_ cost: Double?) -> String {
  guard let cost, cost.isFinite, abs(cost) < 1e9 else { return "not known" }
  if cost == 0 { return "0" }
  return fixedText(cost, decimals: abs(cost) < 0.01 ? 6 : abs(cost) < 1 ? 4 : 2)
}

/// A number with so many decimals.
func fixedText(_ value: Double, decimals: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((value * Double(scale)).rounded())
  let sign = scaled < 0 ? "-" : ""
  guard decimals > 0 else { return sign + String(abs(scaled)) }
  let digits = String(abs(scaled) % scale)
  let padding = String(repeating: "0", count: decimals - digits.count)
  return "\(sign)\(abs(scaled) / scale).\(padding)\(digits)"
}

/// A rate: one decimal below 100.
func rateText(perSecond rate: Double) -> String {
  guard rate.isFinite, rate < 1e9 else { return "?/s" }
  return rate >= 99.95 ? "\(grouped(Int(rate.rounded())))/s" : "\(fixedText(rate, decimals: 1))/s"
}
