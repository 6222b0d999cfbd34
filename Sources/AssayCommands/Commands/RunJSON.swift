import AssayModel
import AssayStatistics

/// What the results of all kinds of runs have in common, for scripts; each is written into the object of the run.
enum RunJSON {
  /// What the traffic with the models was.
  struct Traffic: Encodable {
    let traffic: ChatTraffic
    private enum Key: String, CodingKey {
      case requests, retries, tokensIn, tokensOut, cost, seconds, errors
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(traffic.requests, forKey: .requests)
      try object.encode(traffic.retries, forKey: .retries)
      try object.encode(traffic.tokensIn, forKey: .tokensIn)
      try object.encode(traffic.tokensOut, forKey: .tokensOut)
      try object.encode(traffic.cost, forKey: .cost)
      try object.encode(traffic.seconds, forKey: .seconds)
      try object.encode(traffic.failures, forKey: .errors)
    }
  }

  /// How the run ended, and why when it failed.
  struct Ending: Encodable {
    let ending: ChatEnding
    /// The message of a run that did not fail.
    var otherwise: String?
    private enum Key: String, CodingKey { case ending, message }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(name, forKey: .ending)
      try object.encode(message ?? otherwise, forKey: .message)
    }

    private var name: String {
      switch ending {
      case .finished: "finished"
      case .stopped: "stopped"
      case .budgetSpent: "budget spent"
      case .failed: "failed"
      }
    }

    private var message: String? {
      if case .failed(let problem) = ending { problem.message } else { nil }
    }
  }
}
