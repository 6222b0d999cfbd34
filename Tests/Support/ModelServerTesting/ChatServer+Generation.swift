import Foundation

extension ChatServer {
  /// A model that writes examples as it is asked to, and scores what it is shown: it reads the form of the answer and what
  /// is wanted out of the request. The same request has the same answer.
  public struct WritingModel: Sendable {
    /// The score of a text in all dimensions, from a number that belongs to it.
    public var score: @Sendable (Int) -> Int = { $0 % 4 + 2 }
    /// Fewer or more items than were asked for.
    public var count: @Sendable (Int) -> Int = { $0 }

    /// Which requests never get an answer.
    public var hangs: @Sendable (Request) -> Bool = { _ in false }

    public init() {}

    public func reply(to request: Request) -> Reply {
      if hangs(request) { return Reply(steps: [.hang], fault: "hung") }
      return .openAI(text(for: request), tokensIn: 400, tokensOut: 200)
    }

    /// Whether it is asked to write, and not to score.
    public static func isWriting(_ request: Request) -> Bool {
      ["examples", "attributes"].contains(form(of: request)?.name ?? "")
    }

    private static func form(of request: Request) -> (name: String, properties: [String: Any])? {
      let format = request.json["response_format"] as? [String: Any]
      guard let schema = format?["json_schema"] as? [String: Any],
        let root = schema["schema"] as? [String: Any]
      else { return nil }
      return (schema["name"] as? String ?? "", root["properties"] as? [String: Any] ?? [:])
    }

    private func text(for request: Request) -> String {
      guard let (name, properties) = Self.form(of: request) else { return "{}" }
      if name == "attributes" {
        let lists = properties.keys.sorted().map {
          "\"\($0)\": [\"\($0) one\", \"\($0) two\", \"\($0) three\"]"
        }
        return "{" + lists.joined(separator: ", ") + "}"
      }
      let number = Int(request.hash.prefix(12), radix: 16) ?? 0
      guard let list = properties["examples"] as? [String: Any] else {
        return "{" + properties.keys.sorted().map { "\"\($0)\": \(score(number))" }.joined(separator: ", ")
          + "}"
      }
      let members = (list["items"] as? [String: Any])?["properties"] as? [String: [String: Any]] ?? [:]
      let wanted = Self.labels(in: request.messages.last?.text ?? "")
      let items = (0..<count(wanted.count)).map { place in
        Self.item(members, label: wanted[place % wanted.count], place: place, number: number)
      }
      return "{\"examples\": [" + items.joined(separator: ",\n") + "]}"
    }

    private static func item(
      _ members: [String: [String: Any]], label: String?, place: Int, number: Int
    ) -> String {
      let written = members.keys.sorted().map { name -> String in
        let choices = members[name]?["enum"] as? [Any] ?? []
        let value =
          switch name {
          case "of", "profile": "\(place % max(1, choices.count) + 1)"
          case "label": "\"\(label ?? choices.first as? String ?? "none")\""
          case "difficulty": "\"\(choices.first as? String ?? "medium")\""
          case "confidence": "80"
          default: "\"\(words(number &+ place &* 7919))\""
          }
        return "\"\(name)\": \(value)"
      }
      return "{" + written.joined(separator: ", ") + "}"
    }

    /// What is asked for, by the lines of quotas, else by the number in the ask.
    private static func labels(in text: String) -> [String?] {
      let ask = text.range(of: "WHAT TO DO\n").map { String(text[$0.upperBound...]) } ?? text
      var wanted: [String?] = []
      for line in ask.split(separator: "\n") where line.hasPrefix("- ") {
        guard let count = Int(line.dropFirst(2).prefix { $0.isNumber }) else { continue }
        let label = line.range(of: "the label \"").map {
          String(line[$0.upperBound...].prefix { $0 != "\"" })
        }
        wanted += Array(repeating: label, count: count)
      }
      if !wanted.isEmpty { return wanted }
      let digits = ask.drop { !$0.isNumber }.prefix { $0.isNumber }
      return Array(repeating: nil, count: max(1, Int(digits) ?? 1))
    }

    /// Words that look random and are the same for the same number.
    private static func words(_ number: Int) -> String {
      var state = UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15 | 1
      let words = (0..<8).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return "w" + String(state % 60_000, radix: 36)
      }
      return "made up " + words.joined(separator: " ")
    }
  }
}
