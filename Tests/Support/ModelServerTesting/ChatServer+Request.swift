import Foundation

extension ChatServer {
  /// A request that has come in whole.
  public struct Request: Sendable {
    /// Counted from 0 over all connections.
    public var number: Int
    /// How often the same body came before; 0 without records.
    public var attempt: Int
    /// The request line and the headers.
    public var head: String
    public var body: [UInt8]
    /// Names the body: 16 hexadecimal digits (FNV-1a, 64 bits).
    public var hash: String

    public var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    /// The value of a header, by its name in any case.
    public func header(_ name: String) -> String? {
      let start = name.lowercased() + ":"
      let line = head.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(start) }
      return line.map { $0.dropFirst(start.count).trimmingCharacters(in: .whitespaces) }
    }

    /// The body as JSON; empty when it is none.
    public var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:]
    }

    /// Role and text of each message, in both dialects.
    public var messages: [(role: String, text: String)] {
      let list = json["messages"] as? [[String: Any]] ?? []
      let system = (json["system"] as? String).map { [(role: "system", text: $0)] } ?? []
      return system + list.map { ($0["role"] as? String ?? "", Self.text(of: $0["content"])) }
    }

    private static func text(of content: Any?) -> String {
      if let text = content as? String { return text }
      let parts = content as? [[String: Any]] ?? []
      return parts.compactMap { $0["text"] as? String }.joined()
    }
  }
}
