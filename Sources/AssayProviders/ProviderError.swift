/// Why a model behind an address gave nothing. Holds no key: what a server said has been cleared of it.
public enum ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The environment variable that the configuration names is not set.
  case keyMissing(model: String, variable: String)
  /// The variable's value cannot be a key.
  case keyUnusable(model: String, variable: String)
  case badAddress(model: String, url: String, reason: String)
  /// A job names a model that is not among the endpoints.
  case unknownModel(model: String)
  /// No answer.
  case unreachable(model: String, url: String, problem: TransportProblem, attempts: Int)
  /// The server said no. `message` is its own word for it, one line.
  case refused(model: String, url: String, status: Int, message: String, attempts: Int)
  /// The server wants a longer pause than we have patience for.
  case mustWait(model: String, url: String, status: Int, seconds: Double)
  /// An answer that is none.
  case unexpectedAnswer(model: String, url: String, detail: String)

  public var description: String {
    switch self {
    case .keyMissing(let model, let variable):
      "[models.\(model)] takes its key from the environment variable \(variable), which is not set; "
        + "set it, or remove \"key\" if the server needs none"
    case .keyUnusable(let model, let variable):
      "[models.\(model)]: the value of the environment variable \(variable) cannot be a key: "
        + "it has spaces or other characters that a header cannot carry"
    case .badAddress(let model, let url, let reason):
      "[models.\(model)]: the address \"\(url)\" cannot be used: \(reason)"
    case .unknownModel(let model): "there is no [models.\(model)]; check the models that the judge names"
    case .unreachable(let model, let url, let problem, let attempts):
      "[models.\(model)] \(url): \(problem)\(Self.after(attempts))"
    case .refused(let model, let url, let status, let message, let attempts):
      "[models.\(model)] \(url): the server answered \(status)\(message.isEmpty ? "" : ", \"\(message)\"")"
        + Self.after(attempts) + Self.hint(status)
    case .mustWait(let model, let url, let status, let seconds):
      "[models.\(model)] \(url): the server answered \(status) and asks to wait \(Int(seconds.rounded(.up))) s; "
        + "run the command again then, or lower \"concurrency\" and \"batch\""
    case .unexpectedAnswer(let model, let url, let detail):
      "[models.\(model)] \(url): the answer is not what an embeddings endpoint sends: \(detail)"
    }
  }

  private static func after(_ attempts: Int) -> String { attempts > 1 ? " (after \(attempts) attempts)" : "" }

  /// What to look at for a status.
  private static func hint(_ status: Int) -> String {
    switch status {
    case 300...399: "; it points elsewhere: write the address it points to into \"url\""
    case 400, 413, 422: "; check \"model\", and lower \"batch\" if the request was too large"
    case 401: "; check the key: the variable that \"key\" names"
    case 403: "; the key may not use this model: check \"model\" and the key's rights"
    case 404: "; check \"url\" (it ends before /embeddings, often in /v1) and \"model\""
    case 429: "; lower \"concurrency\", or try again later"
    default: ""
    }
  }
}
