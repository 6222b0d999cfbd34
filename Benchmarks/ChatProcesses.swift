import AssayModel
import AssayProviders
import Foundation
import ModelServerTesting

/// The two sides of the measurement of chat requests, each in a process of its own so that neither counts for the other.
enum ChatProcesses {
  /// What a server answers: a judgement of 90 bytes.
  private static let content =
    #"{"relevance": 5, "accuracy": 4, "clarity": 4, "diversity": 3, "reason": "On topic, one slip."}"#

  /// `assay-bench serve-chat SECONDS`: answers after so many seconds, until its input ends. Prints its address.
  static func serve(latency: Double) throws {
    let reply = ChatServer.Reply.openAI(content)
    let server = try ChatServer(latency: latency, records: false) { _ in reply }
    FileHandle.standardOutput.write(Data((server.url + "\n").utf8))
    while readLine() != nil {}
    server.stop()
  }

  /// `assay-bench send-chat URL REQUESTS CONCURRENCY`: prints a line of JSON.
  static func send(url: String, count: Int, concurrency: Int) throws {
    var endpoint = ModelEndpoint(name: "bench", url: url, model: "test-model", concurrency: concurrency)
    (endpoint.priceIn, endpoint.priceOut) = (2.5, 10)
    let dispatcher = try ChatDispatcher(
      endpoints: [endpoint], environment: [:], folder: FileManager.default.temporaryDirectory)
    _ = try dispatcher.run(ChatQuestions(count: concurrency), control: RunControl(), budget: nil) { _ in }
    let questions = ChatQuestions(count: count)
    let last = LastTraffic()
    let start = ContinuousClock.now
    let ending = try dispatcher.run(questions, control: RunControl(), budget: nil) { last.traffic = $0 }
    let seconds = (ContinuousClock.now - start).milliseconds / 1000
    guard ending == .finished, questions.answered == count else {
      throw MeasuredCommand.Failure(description: "\(questions.answered) of \(count) answered: \(ending)")
    }
    var result: [String: Double] = [
      "requests": Double(count), "seconds": seconds, "rate": Double(count) / seconds,
      "p50": last.traffic.latencyP50 ?? 0, "p99": last.traffic.latencyP99 ?? 0,
    ]
    for (mark, megabytes) in questions.marks { result["megabytes \(mark)"] = megabytes }
    print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
  }
}

/// What was told last. Written by one thread at a time and read when all is over.
private final class LastTraffic: @unchecked Sendable {
  var traffic = ChatTraffic()
}
