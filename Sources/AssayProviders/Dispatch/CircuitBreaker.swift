/// Stops sending to a server that answers nothing any more, and tries it with single requests.
///
/// It opens after a number of failures in a row, of at least three different jobs: one job that the server stumbles over
/// is no reason. A server that nobody has ever reached is given up soon, since its address is more likely wrong than it
/// is busy.
struct CircuitBreaker {
  struct Settings: Hashable, Sendable {
    /// Before the first trial; doubled for each further one.
    var firstPause: Duration = .milliseconds(500)
    var longestPause: Duration = .seconds(30)
    /// How long trials are made for a server that has answered before.
    var patience: Duration = .seconds(300)
    /// And for one that was never reached.
    var firstPatience: Duration = .seconds(5)
  }

  enum Decision: Hashable {
    case goOn
    case giveUp(after: Duration)
  }

  let settings: Settings
  /// Failures in a row that open it.
  var threshold: Int
  private(set) var isOpen = false
  private var failures = 0
  private var jobs: Set<Int> = []
  private var openedAt: Duration = .zero
  private var trials = 0
  private var isTrying = false
  /// When the next trial may go out.
  private(set) var nextTrial: Duration = .zero
  /// Whether the server has ever been reached.
  private var isReached = false

  init(settings: Settings, threshold: Int) {
    self.settings = settings
    self.threshold = threshold
  }

  /// Whether a request may go out.
  func allows(_ now: Duration) -> Bool { !isOpen || (!isTrying && now >= nextTrial) }

  mutating func sent() { if isOpen { isTrying = true } }

  /// The server answered, be it by a refusal.
  mutating func succeeded() {
    isOpen = false
    isTrying = false
    isReached = true
    failures = 0
    trials = 0
    jobs.removeAll()
  }

  /// - Parameters:
  ///   - job: names what failed.
  ///   - reached: whether the server was there.
  ///   - isTrial: whether it was sent while open.
  mutating func failed(job: Int, reached: Bool, isTrial: Bool, now: Duration) -> Decision {
    if reached { isReached = true }
    failures += 1
    if jobs.count < 3 { jobs.insert(job) }
    if !isOpen {
      guard failures >= (isReached ? threshold : min(3, threshold)), jobs.count >= 3 || !isReached else {
        return .goOn
      }
      isOpen = true
      openedAt = now
      trials = 0
      nextTrial = now + settings.firstPause
      return .goOn
    }
    // Requests that were under way when it opened say nothing new.
    guard isTrial else { return .goOn }
    isTrying = false
    trials += 1
    let waited = now - openedAt
    if waited >= (isReached ? settings.patience : settings.firstPatience) { return .giveUp(after: waited) }
    nextTrial = now + min(settings.longestPause, settings.firstPause * (1 << min(trials, 16)))
    return .goOn
  }
}
