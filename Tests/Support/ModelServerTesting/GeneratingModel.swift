import Foundation

/// A model that makes what it is asked for, with the label that is wanted: it reads both out of the request.
public struct GeneratingModel: Sendable {
  /// Words that tell its examples from each other; the same number gives the same text.
  private let text: @Sendable (Int) -> String

  /// - Parameter text: of the example with this number, counted over all answers; nil: a few words that are new.
  public init(text: (@Sendable (Int) -> String)? = nil) {
    self.text = text ?? { "made up request number \($0) about topic \($0 &* 7919 % 1_000)" }
  }

  /// The answer to a request of `assay generate` or `assay augment`, as an OpenAI server sends it.
  public func reply(_ request: ChatServer.Request) -> ChatServer.Reply { .openAI(answer(request)) }

  public func answer(_ request: ChatServer.Request) -> String {
    let schema =
      ((request.json["response_format"] as? [String: Any])?["json_schema"] as? [String: Any])?[
        "schema"] as? [String: Any]
    let properties = schema?["properties"] as? [String: Any] ?? [:]
    let list = properties["examples"] as? [String: Any]
    let members = (list?["items"] as? [String: Any])?["properties"] as? [String: [String: Any]]
    guard let members else { return "{}" }
    let objects = labels(request).enumerated().map { place, label in
      object(members, label: label, place: place, number: 1_000 * request.number + place)
    }
    return "{\"examples\": [" + objects.joined(separator: ", ") + "]}"
  }

  private func object(
    _ members: [String: [String: Any]], label: String?, place: Int, number: Int
  ) -> String {
    let written = members.keys.sorted().map { name -> String in
      let choices = members[name]?["enum"] as? [Any] ?? []
      let value =
        switch name {
        case "of", "profile": "\(place % max(1, choices.count) + 1)"
        case "label": "\"\(label ?? choices.first as? String ?? "none")\""
        case "difficulty": "\"\(choices.first as? String ?? "medium")\""
        default: "\"\(text(number))\""
        }
      return "\"\(name)\": \(value)"
    }
    return "{" + written.joined(separator: ", ") + "}"
  }

  /// One for each example that is asked for: by the lines of quotas, else by the first number of the ask.
  private func labels(_ request: ChatServer.Request) -> [String?] {
    let all = request.messages.last?.text ?? ""
    let ask = all.range(of: "WHAT TO DO\n").map { String(all[$0.upperBound...]) } ?? all
    var wanted: [String?] = []
    for line in ask.split(separator: "\n") where line.hasPrefix("- ") {
      guard let count = Int(line.dropFirst(2).prefix { $0.isNumber }) else { continue }
      let label = line.range(of: "the label \"").map { String(line[$0.upperBound...].prefix { $0 != "\"" }) }
      wanted += Array(repeating: label, count: count)
    }
    guard wanted.isEmpty else { return wanted }
    let digits = ask.drop { !$0.isNumber }.prefix { $0.isNumber }
    return Array(repeating: nil, count: Int(digits) ?? 1)
  }
}
