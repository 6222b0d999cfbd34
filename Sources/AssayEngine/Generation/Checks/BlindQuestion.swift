import AssayGeneration
import AssayModel

/// One question about many texts, asked of one endpoint in groups, and its answers brought back to their places.
struct BlindQuestion: Sendable {
  /// Texts in one request: each sees the others, so there should not be many.
  static let mostTexts = 10

  /// The endpoint's name.
  var model: String
  var prompt: any BlindPrompt
  var group = mostTexts
  /// How often it is asked. Each time is another order of the texts, and from the second on another request.
  var times = 1

  /// What is read of one text, time by time; nil: no answer, or none that can be read.
  typealias Said = [String?]

  func requests(_ texts: [[TextField]], secret: [UInt8]) -> [CheckRequest] {
    (0..<times).flatMap { time in
      BlindOrder.groups(texts, size: group, round: time).map { places in
        var request = prompt.request(places.map { texts[$0] }, secret: secret)
        if times > 1 {
          // At 0 the answers would differ by the order of the texts alone.
          request.temperature = 0.8
          request.seed = time + 1
          request.sample = time
        }
        return CheckRequest(model: model, request: request)
      }
    }
  }

  /// How many requests there are for so many texts.
  func count(_ texts: Int) -> Int { times * ((texts + group - 1) / group) }

  /// - Parameter answers: to ``requests(_:secret:)``, in their order; those that are missing count as not given.
  /// - Returns: what was said of each text, a list of ``times`` answers.
  func read(_ answers: ArraySlice<Result<ChatAnswer, ChatProblem>>, of texts: [[TextField]]) -> [Said] {
    var said: [Said] = texts.map { _ in [] }
    var rest = answers
    for time in 0..<times {
      for places in BlindOrder.groups(texts, size: group, round: time) {
        let answer = rest.popFirst().flatMap { try? $0.get() }
        let labels = answer.map { prompt.read($0, count: places.count) } ?? places.map { _ in nil }
        for (place, label) in zip(places, labels) { said[place].append(label) }
      }
    }
    return said
  }
}
