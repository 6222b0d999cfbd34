import AssayModel
import AssayProviders

/// Reads [models.NAME]. A value that looks like a key is never repeated in a message.
struct ModelsSection {
  let file: String
  /// Those that could be understood, in the order of the file.
  private(set) var models: [ModelEndpoint] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  static let keys = ["url", "model", "key", "batch", "concurrency", "timeout", "authorities"]

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    for entry in entries {
      guard case .table(let values) = entry.value.content else {
        problems.append(
          ConfigurationProblem(
            file: file, line: entry.line,
            message:
              "[models] \"\(entry.key)\" must be a section of its own, [models.NAME], not \(entry.value.kind)"
          ))
        continue
      }
      read(entry.key, values, line: entry.line)
    }
  }

  private mutating func read(_ name: String, _ values: [ConfigurationValue.Entry], line: Int) {
    var section = SectionReader(values, file: file, section: "models.\(name)", known: Self.keys)
    let url = address(&section, line: line)
    let model = required("model", "what the server calls the model", &section, line: line)
    var endpoint = ModelEndpoint(name: name, url: url ?? "", model: model ?? "")
    if let variable = section.string("key", meaning: "the name of an environment variable in quotes") {
      if let problem = VariableName.problem(with: variable) {
        section.note(section.line(of: "key"), problem)
      } else {
        endpoint.keyVariable = variable
      }
    }
    endpoint.batch = section.integer("batch", atLeast: 1, atMost: 4096) ?? endpoint.batch
    endpoint.concurrency = section.integer("concurrency", atLeast: 1, atMost: 64) ?? endpoint.concurrency
    if let timeout = section.number("timeout") {
      if timeout > 0, timeout <= 3600 {
        endpoint.timeout = timeout
      } else {
        section.note(
          section.line(of: "timeout"), "\"timeout\" must be over 0 and at most 3600 seconds, not \(timeout)")
      }
    }
    if let authorities = section.string("authorities", meaning: "a path in quotes") {
      if authorities.isEmpty {
        section.note(section.line(of: "authorities"), "\"authorities\" is empty")
      } else {
        endpoint.authorities = authorities
      }
    }
    if url != nil, model != nil { models.append(endpoint) }
    problems += section.problems
  }

  private func required(
    _ key: String, _ meaning: String, _ section: inout SectionReader, line: Int
  ) -> String? {
    guard let place = section.line(of: key) else {
      section.note(line, "\"\(key)\" is missing: \(meaning)")
      return nil
    }
    guard let text = section.string(key) else { return nil }
    if !text.isEmpty { return text }
    section.note(place, "\"\(key)\" is empty: \(meaning)")
    return nil
  }

  private func address(_ section: inout SectionReader, line: Int) -> String? {
    let meaning = "the server's address, such as \"http://localhost:8080/v1\""
    guard let url = required("url", meaning, &section, line: line) else { return nil }
    let place = section.line(of: "url")
    if let reason = HTTPAddress.problem(with: url) {
      section.note(place, "\"url\": \(reason)")
    } else if HTTPAddress.holdsCredentials(url) {
      section.note(
        place,
        "\"url\" has a name or password in it; write the address alone, and name the key's variable in \"key\""
      )
    } else if url.contains("?") || url.contains("#") {
      section.note(
        place, "\"url\" must be an address without \"?\" and \"#\", to which /embeddings can be added")
    } else if url.hasSuffix("/embeddings") || url.hasSuffix("/embeddings/") {
      section.note(place, "\"url\" must end before /embeddings, which is added to it")
    } else {
      return url
    }
    return nil
  }
}
