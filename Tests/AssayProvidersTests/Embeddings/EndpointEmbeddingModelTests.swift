import AssayModel
import Foundation
import Synchronization
import Testing

@testable import AssayProviders

@Suite struct EndpointEmbeddingModelTests {
  private static let secret = "not-a-key-9f8e7d6c5b4a3f2e1d0c"

  private func model(
    _ url: String, batch: Int = 4, concurrency: Int = 2, timeout: Double = 10, key: Bool = false,
    attempts: Int = 3,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> EndpointEmbeddingModel {
    try EndpointEmbeddingModel(
      ModelEndpoint(
        name: "local", url: url, model: "small", keyVariable: key ? "TEST_KEY" : nil, batch: batch,
        concurrency: concurrency, timeout: timeout),
      environment: ["TEST_KEY": Self.secret],
      retries: RetryPolicy(attempts: attempts, base: .milliseconds(10), cap: .milliseconds(50)),
      isCancelled: isCancelled)
  }

  /// As the server gives it, at unit length.
  private func expected(_ text: String) -> [Float] {
    let vector = EmbeddingServer.vector(text)
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / norm }
  }

  private func expectVectors(_ embeddings: Embeddings, of texts: [String]) {
    #expect(embeddings.dimensions == 2)
    #expect(embeddings.count == texts.count)
    for (row, text) in texts.enumerated() {
      for (column, value) in expected(text).enumerated() {
        #expect(abs(embeddings.values[row * 2 + column] - value) < 1e-6, "row \(row)")
      }
    }
  }

  @Test func textsGoOutInBatchesAndComeBackInOrder() throws {
    let server = try EmbeddingServer(reply: { number, texts in
      .init(body: EmbeddingServer.answer(texts) { $0 = number.isMultiple(of: 2) ? $0.reversed() : $0 })
    })
    defer { server.stop() }
    let texts = (0..<23).map { String(repeating: "ab", count: $0 + 1) + "ü\u{1}\"" }
    let model = try model(server.url, concurrency: 3)
    expectVectors(try model.embed(texts), of: texts)
    #expect(Set(server.seen.flatMap(\.texts)) == Set(texts))
    #expect(server.seen.map(\.texts.count).sorted() == [3, 4, 4, 4, 4, 4])
    #expect(
      server.seen.allSatisfy { $0.model == "small" && $0.encoding == "float" && $0.authorization == nil })
    #expect(model.identity == "\(server.url) small")
  }

  @Test func soManyRequestsAtOnceAsTheSettingsSayAndNoMore() throws {
    let server = try EmbeddingServer(delay: 0.06)
    defer { server.stop() }
    let model = try model(server.url, batch: 1, concurrency: 3)
    // Two callers share the bound.
    let group = DispatchGroup()
    for letter in ["a", "b"] {
      group.enter()
      Thread.detachNewThread {
        _ = try? model.embed((0..<9).map { "\(letter)\($0)" })
        group.leave()
      }
    }
    group.wait()
    #expect(server.seen.count == 18)
    #expect(server.mostOpen == 3)
  }

  @Test func emptyTextsAreNotSentAndAreZeros() throws {
    let server = try EmbeddingServer()
    defer { server.stop() }
    let model = try model(server.url)
    #expect(try model.embed([]) == Embeddings(dimensions: 0, values: []))
    #expect(try model.embed(["", " \n"]) == Embeddings(dimensions: 2, values: [0, 0, 0, 0]))
    let mixed = try model.embed(["", "aa", "\t"])
    #expect(mixed.values[0...1] == [0, 0] && mixed.values[4...5] == [0, 0])
    #expect(abs(mixed.values[2] - expected("aa")[0]) < 1e-6)
    #expect(server.seen.flatMap(\.texts) == ["text", "aa"])
  }

  @Test(arguments: [408, 409, 429, 500, 503])
  func aFailureOfAMomentIsTriedAgain(status: Int) throws {
    let server = try EmbeddingServer(reply: { number, _ in
      number < 2 ? .init(status: status, body: "busy") : nil
    })
    defer { server.stop() }
    expectVectors(try model(server.url).embed(["aa"]), of: ["aa"])
    #expect(server.seen.count == 3)
  }

  @Test(arguments: [true, false])
  func aServerThatAsksForAPauseGetsIt(asDate: Bool) throws {
    let server = try EmbeddingServer(reply: { number, _ in
      guard number == 0 else { return nil }
      let formatter = DateFormatter()
      formatter.locale = Locale(identifier: "en_US_POSIX")
      formatter.timeZone = TimeZone(identifier: "GMT")
      formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
      // A date has whole seconds only: two more are at least one.
      let value = asDate ? formatter.string(from: Date(timeIntervalSinceNow: 2)) : "1"
      return .init(status: 429, headers: ["Retry-After": value], body: "slow down")
    })
    defer { server.stop() }
    _ = try model(server.url).embed(["aa"])
    let times = server.seen.map(\.time)
    #expect(times.count == 2)
    #expect(times[1] - times[0] >= .milliseconds(990))
  }

  @Test func aPauseThatIsTooLongIsNotWaitedFor() throws {
    let server = try EmbeddingServer(reply: { _, _ in
      .init(status: 429, headers: ["Retry-After": "3600"], body: "")
    })
    defer { server.stop() }
    let model = try model(server.url)
    #expect(
      throws: ProviderError.mustWait(
        model: "local", url: server.url + "/embeddings", status: 429, seconds: 3600)
    ) { try model.embed(["aa"]) }
    #expect(server.seen.count == 1)
  }

  @Test(arguments: [
    (400, "check \"model\""), (401, "check the key"), (403, "rights"), (404, "check \"url\""),
  ])
  func aRefusalIsToldAtOnceWithTheServersWordAndWhatToCheck(status: Int, hint: String) throws {
    let server = try EmbeddingServer(reply: { _, _ in
      .init(status: status, body: #"{"error": {"message": "no, because"}}"#)
    })
    defer { server.stop() }
    let model = try model(server.url, batch: 1, concurrency: 1)
    let error = #expect(throws: ProviderError.self) { try model.embed(["aa", "ab", "ac"]) }
    #expect("\(error!)".contains("answered \(status), \"no, because\"; "))
    #expect("\(error!)".contains(hint))
    #expect(server.seen.count == 1)
  }

  @Test func afterTheLastAttemptTheReasonIsTold() throws {
    let server = try EmbeddingServer(reply: { _, _ in .init(status: 500, body: "broken") })
    defer { server.stop() }
    let model = try model(server.url, attempts: 2)
    #expect(
      throws: ProviderError.refused(
        model: "local", url: server.url + "/embeddings", status: 500, message: "broken", attempts: 2)
    ) { try model.embed(["aa"]) }
    #expect(server.seen.count == 2)
  }

  @Test(arguments: [401, 500, 302, 200])
  func aServerThatEchoesTheKeyDoesNotGetItIntoAMessage(status: Int) throws {
    let server = try EmbeddingServer(reply: { _, _ in
      .init(
        status: status, headers: ["Location": "http://other/\(Self.secret)"],
        body: "{\"error\": {\"message\": \"Incorrect API key: Bearer \(Self.secret) or ...4a3f2e1d0c\"}")
    })
    defer { server.stop() }
    let model = try model(server.url, key: true, attempts: 2)
    let error = #expect(throws: ProviderError.self) { try model.embed(["aa"]) }
    var dumped = ""
    dump(error, to: &dumped)
    dump(model, to: &dumped)
    for text in ["\(error!)", String(reflecting: error!), dumped] {
      #expect(!text.contains("9f8e7d6c") && !text.contains("4a3f2e1d0c"), "\(status)")
    }
    #expect(server.seen.first?.authorization == "Bearer \(Self.secret)")
  }

  @Test func aMissingKeyIsToldWithTheNameOfItsVariable() throws {
    let endpoint = ModelEndpoint(name: "big", url: "http://h/v1", model: "m", keyVariable: "MY_KEY")
    for environment in [[:], ["MY_KEY": ""]] {
      let error = #expect(throws: ProviderError.self) {
        try EndpointEmbeddingModel(endpoint, environment: environment)
      }
      #expect(error == .keyMissing(model: "big", variable: "MY_KEY"))
      #expect("\(error!)".contains("environment variable MY_KEY, which is not set"))
    }
    let error = #expect(throws: ProviderError.self) {
      try EndpointEmbeddingModel(endpoint, environment: ["MY_KEY": "two words"])
    }
    #expect(error == .keyUnusable(model: "big", variable: "MY_KEY"))
    #expect(!"\(error!)".contains("two words"))
  }

  @Test func aPasswordInTheAddressStaysOutOfTheIdentity() throws {
    let endpoint = ModelEndpoint(name: "n", url: "https://me:hidden@h:8/v1/", model: "m")
    #expect(try EndpointEmbeddingModel(endpoint, environment: [:]).identity == "https://h:8/v1 m")
    #expect(throws: ProviderError.self) {
      try EndpointEmbeddingModel(ModelEndpoint(name: "n", url: "file:///x", model: "m"), environment: [:])
    }
  }

  @Test func aDimensionThatChangesBetweenRequestsIsAnError() throws {
    let server = try EmbeddingServer(reply: { number, _ in
      number == 0 ? nil : .init(body: #"{"data":[{"embedding":[1,2,3],"index":0}]}"#)
    })
    defer { server.stop() }
    let model = try model(server.url)
    _ = try model.embed(["aa"])
    #expect(
      throws: EmbeddingProblem.dimensionsChanged(model: model.identity, expected: 2, found: 3)
    ) { try model.embed(["ab"]) }
  }

  @Test func aNumberThatIsNoneIsToldWithThePlaceOfItsText() throws {
    let server = try EmbeddingServer(reply: { _, texts in
      .init(body: EmbeddingServer.answer(texts).replacingOccurrences(of: "[4.0,", with: "[NaN,"))
    })
    defer { server.stop() }
    let model = try model(server.url, batch: 2, concurrency: 1)
    #expect(throws: EmbeddingProblem.notFinite(model: model.identity, index: 4)) {
      try model.embed(["a", " ", "bb", "ccc", "dddd", "e"])
    }
  }

  @Test func tooFewVectorsAreAnError() throws {
    let server = try EmbeddingServer(reply: { _, texts in
      .init(body: EmbeddingServer.answer([texts[0]]))
    })
    defer { server.stop() }
    let model = try model(server.url)
    #expect(throws: EmbeddingProblem.countMismatch(model: model.identity, expected: 2, found: 1)) {
      try model.embed(["a", "b"])
    }
  }

  @Test func anAnswerThatIsNoneIsExplained() throws {
    let server = try EmbeddingServer(reply: { _, _ in .init(body: "<html>gateway</html>") })
    defer { server.stop() }
    let model = try model(server.url)
    let error = #expect(throws: ProviderError.self) { try model.embed(["a"]) }
    #expect("\(error!)".contains("it is no JSON object; it begins \"<html>gateway</html>\""))
  }

  @Test func anAnswerOfTenMegabytesIsRead() throws {
    let numbers = (0..<1_000_000).map { "0.\($0 % 90_000_000 + 10_000_000)" }.joined(separator: ",")
    let body = "{\"data\":[{\"embedding\":[\(numbers)],\"index\":0}]}"
    #expect(body.utf8.count > 10_000_000)
    let server = try EmbeddingServer(reply: { _, _ in .init(body: body) })
    defer { server.stop() }
    let embeddings = try model(server.url, timeout: 60).embed(["a"])
    #expect(embeddings.dimensions == 1_000_000)
    let norm = embeddings.values.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(norm - 1) < 1e-4)
  }

  @Test func droppedConnectionsAndHalfAnswersAreTriedAgain() throws {
    let whole = EmbeddingServer.answer(["aa"])
    let server = try SocketServer { request in
      switch request.number {
      case 0: []
      case 1: [.send("HTTP/1.1 200 OK\r\nContent-Length: \(whole.utf8.count)\r\n\r\n\(whole.prefix(30))")]
      default: [.answer(200, whole)]
      }
    }
    defer { server.stop() }
    expectVectors(try model("http://127.0.0.1:\(server.port)").embed(["aa"]), of: ["aa"])
    #expect(server.connections == 3)
  }

  @Test func aSlowServerIsGivenUpAfterItsTimeAndTriedAgain() throws {
    let server = try SocketServer { request in
      request.number == 0 ? [.wait(seconds: 60)] : [.answer(200, EmbeddingServer.answer(["aa"]))]
    }
    defer { server.stop() }
    let start = ContinuousClock.now
    expectVectors(try model("http://127.0.0.1:\(server.port)", timeout: 0.4).embed(["aa"]), of: ["aa"])
    let time = ContinuousClock.now - start
    #expect(time >= .milliseconds(390) && time < .seconds(50))
  }

  @Test func cancellationStopsRequestsAndPauses() throws {
    let server = try EmbeddingServer(reply: { _, _ in
      .init(status: 503, headers: ["Retry-After": "60"], body: "")
    })
    defer { server.stop() }
    let start = ContinuousClock.now
    let model = try model(server.url, batch: 1) { ContinuousClock.now - start > .milliseconds(300) }
    #expect(throws: CancellationError.self) { try model.embed(["a", "b", "c"]) }
    #expect(ContinuousClock.now - start < .seconds(40))
  }
}
