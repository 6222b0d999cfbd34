import AssayModel
import AssayProviders

/// What is right for the "url" of a model.
struct ModelAddress {
  let dialect: ModelEndpoint.Dialect

  /// For the message that it is missing.
  var meaning: String {
    switch dialect {
    case .anthropic: "the server's address, such as \"https://api.anthropic.com/v1\""
    case .libreTranslate: "the server's address, such as \"http://localhost:5000\""
    case .openAI, .recorded: "the server's address, such as \"http://localhost:8080/v1\""
    }
  }

  /// What is added to the address.
  private var paths: [String] {
    switch dialect {
    case .openAI: ["/chat/completions", "/completions", "/embeddings"]
    case .anthropic: ["/messages"]
    case .libreTranslate: ["/translate"]
    case .recorded: []
    }
  }

  /// What is wrong with it; nil when nothing is. The address is not repeated: it may hold a secret.
  func problem(_ url: String) -> String? {
    if let reason = HTTPAddress.problem(with: url) { return "\"url\": \(reason)" }
    if HTTPAddress.holdsCredentials(url) {
      return "\"url\" has a name or password in it; write the address alone, and name the key's variable in "
        + "\"key\""
    }
    if url.contains("?") || url.contains("#") {
      return "\"url\" must be an address without \"?\" and \"#\", to which \(paths[0]) can be added"
    }
    let bare = url.hasSuffix("/") ? String(url.dropLast()) : url
    guard let path = paths.first(where: bare.hasSuffix) else { return nil }
    return "\"url\" must end before \(path), which is added to it"
  }
}
