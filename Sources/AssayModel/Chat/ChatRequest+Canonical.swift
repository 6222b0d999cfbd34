import Foundation

extension ChatRequest {
  /// The same text for the same request, whoever writes it: JSON with sorted keys.
  public var canonicalText: String { Self.text(of: self) }

  /// ``canonicalText`` with the fence replaced by a fixed word, so that a recording made in one workspace is found in
  /// another.
  public var replayText: String {
    guard let fence, !fence.isEmpty else { return canonicalText }
    var request = self
    request.fence = nil
    request.messages = messages.map { message in
      Message(message.role, message.content.replacingOccurrences(of: fence, with: "FENCE"))
    }
    return Self.text(of: request)
  }

  private static func text(of request: ChatRequest) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings, finite numbers and enumerations only: there is nothing in it that JSON cannot hold.
    let data = try? encoder.encode(request)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
