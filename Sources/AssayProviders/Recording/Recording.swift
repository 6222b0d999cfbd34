import AssayModel
import Foundation

/// The answers of an earlier run, by their requests.
struct Recording: Sendable {
  private let answers: [String: ChatAnswer]
  let file: String
  private let model: String

  /// - Parameter folder: what a relative name is seen from.
  /// - Throws: ``RecordingProblem``.
  init(of endpoint: ModelEndpoint, folder: URL) throws {
    guard let name = endpoint.recording, !name.isEmpty else {
      throw RecordingProblem.notNamed(model: endpoint.name)
    }
    file = URL(fileURLWithPath: name, relativeTo: folder).path
    model = endpoint.model
    guard let text = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
      throw RecordingProblem.notReadable(model: endpoint.name, file: file)
    }
    let decoder = JSONDecoder()
    var answers: [String: ChatAnswer] = [:]
    // A line that a killed run has left half is skipped; of two answers to the same request the later one counts.
    for line in text.split(separator: 0x0A) {
      guard let recorded = try? decoder.decode(RecordedAnswer.self, from: line) else { continue }
      answers[Self.key(recorded.model, recorded.hash)] = recorded.answer
    }
    if answers.isEmpty, !text.isEmpty { throw RecordingProblem.empty(model: endpoint.name, file: file) }
    self.answers = answers
  }

  /// - Throws: ``ChatProblem`` of the kind `notRecorded`.
  func answer(to request: ChatRequest, endpoint: String) throws(ChatProblem) -> ChatAnswer {
    if let answer = answers[Self.key(model, RecordedAnswer.hash(request))] { return answer }
    throw ChatProblem(
      kind: .notRecorded,
      message:
        "[models.\(endpoint)]: \(file) has no answer of \(model) to this request: prompt, rubric or text "
        + "have changed since; record again with --record and the model itself")
  }

  private static func key(_ model: String, _ hash: String) -> String { "\(hash) \(model)" }
}
