import Foundation

/// A program that serves a model behind an OpenAI-compatible address on this computer, and how to start it.
struct ModelServer: Hashable {
  /// What people call it.
  var name: String
  var executable: String
  var arguments: [String]
  /// Variables that are set, and with nil removed, for the server alone.
  var variables: [String: String?]
  /// Answers 200 once the server is ready.
  var probe: String
  /// What goes into `url`.
  var address: String

  /// How much of it at a time.
  struct Size: Hashable {
    /// Requests that are answered at the same time.
    var parallel: Int
    /// Tokens of a request and its answer.
    var context: Int
    /// Nil: the server chooses.
    var threads: Int?
  }

  /// The variables of a child of a process with these.
  func environment(_ inherited: [String: String]) -> [String: String] {
    var result = inherited
    for (name, value) in variables { result[name] = value }
    return result
  }

  // MARK: llama.cpp

  /// - Parameters:
  ///   - model: one with a file.
  ///   - more: arguments that the person gave.
  static func llama(
    executable: String, model: ServedModel, port: Int, size: Size, more: [String]
  ) -> ModelServer {
    // Each request has its own part of the context.
    var arguments = [
      "--model", model.file?.path ?? "", "--alias", model.name, "--host", "127.0.0.1", "--port", "\(port)",
      "--parallel", "\(size.parallel)", "--ctx-size", "\(size.parallel * size.context)",
    ]
    if let threads = size.threads { arguments += ["--threads", "\(threads)"] }
    var variables: [String: String?] = [
      // By variables and not by arguments, since older versions refuse arguments that they do not know. Nothing is
      // fetched, no page of another site may ask the server, there is no page of its own, and it does not put up to 8 GB
      // of former requests by.
      "LLAMA_ARG_OFFLINE": "1", "LLAMA_ARG_CORS_ORIGINS": "localhost", "LLAMA_ARG_UI": "0",
      "LLAMA_ARG_CACHE_RAM": "0",
    ]
    // What would move the server away from the address that is written down, or ask for a key.
    for name in [
      "LLAMA_API_KEY", "LLAMA_ARG_API_KEY_FILE", "LLAMA_ARG_API_PREFIX", "LLAMA_ARG_SSL_KEY_FILE",
      "LLAMA_ARG_SSL_CERT_FILE", "LLAMA_ARG_REUSE_PORT",
    ] { variables.updateValue(nil, forKey: name) }
    return ModelServer(
      name: "llama.cpp's server", executable: executable, arguments: arguments + more, variables: variables,
      probe: "http://127.0.0.1:\(port)/health", address: "http://127.0.0.1:\(port)/v1")
  }

  // MARK: Ollama

  static func ollama(executable: String, port: Int, size: Size, more: [String]) -> ModelServer {
    ModelServer(
      name: "Ollama", executable: executable, arguments: ["serve"] + more,
      variables: [
        "OLLAMA_HOST": "127.0.0.1:\(port)", "OLLAMA_NUM_PARALLEL": "\(size.parallel)",
        "OLLAMA_CONTEXT_LENGTH": "\(size.context)",
      ], probe: "http://127.0.0.1:\(port)/api/version", address: "http://127.0.0.1:\(port)/v1")
  }
}
