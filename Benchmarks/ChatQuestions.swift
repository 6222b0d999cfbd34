import AssayModel
import Foundation
import Synchronization

/// Judge requests of about 2 KB, made when they are wanted, and counted when they are answered. `peer_chat.py` makes the
/// same.
final class ChatQuestions: ChatWork {
  private struct State {
    var next = 0
    var answered = 0
    var failed = 0
    var marks: [Int: Double] = [:]
  }

  private let count: Int
  private let state = Mutex(State())
  private static let sentences =
    "Judge how well the answer keeps to what was asked, and say why in a sentence. \n\"ok\" "
  private static let schema: String = {
    let names = ["relevance", "accuracy", "clarity", "diversity"]
    let properties = names.map { "\"\($0)\": {\"type\": \"integer\"}" }.joined(separator: ", ")
    let required = names.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      {"type": "object", "properties": {\(properties)}, "required": [\(required)], "additionalProperties": false}
      """
  }()

  init(count: Int) { self.count = count }

  var answered: Int { state.withLock { $0.answered } }
  var failed: Int { state.withLock { $0.failed } }
  /// Resident memory in MB when so many had been answered.
  var marks: [Int: Double] { state.withLock { $0.marks } }

  func next(_ count: Int) throws -> [ChatJob]? {
    let range = state.withLock { state in
      let start = state.next
      state.next = min(self.count, start + count)
      return start..<state.next
    }
    return range.isEmpty ? nil : range.map(Self.job)
  }

  private static func job(_ number: Int) -> ChatJob {
    let request = ChatRequest(
      messages: [
        .init(.system, String(repeating: sentences, count: 8)),
        .init(.user, "Example \(number). " + String(repeating: sentences, count: 10)),
      ], schema: .init(name: "judgement", json: schema), temperature: 0, maxTokens: 200)
    return ChatJob(id: number, model: "bench", request: request)
  }

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    state.withLock { state in
      for outcome in outcomes {
        if case .success = outcome.result { state.answered += 1 } else { state.failed += 1 }
        if state.answered % 10_000 == 0 { state.marks[state.answered] = Self.residentMegabytes() }
      }
    }
    return []
  }

  /// nil: not to be had on this system.
  static func residentMegabytes() -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
    else { return nil }
    return line.split(separator: " ").compactMap { Double($0) }.first.map { $0 / 1024 }
  }
}
