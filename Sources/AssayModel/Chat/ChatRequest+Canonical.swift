import Foundation

extension ChatRequest {
  /// The same text for the same request, whoever writes it: JSON with sorted keys.
  public var canonicalText: String { Self.text(of: self) }

  /// Numbers of samples that one round of asking takes; what is asked anew has higher ones.
  public static let round = 10_000

  /// ``canonicalText`` with the fence replaced by a fixed word and the sample's number as in the first round, so that a
  /// recording is found in another workspace, whichever round it was made in.
  public var replayText: String {
    var request = self
    request.sample %= Self.round
    guard let fence, !fence.isEmpty else { return Self.text(of: request) }
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
