import AssayEmbedding
import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayProviders
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization

/// The processes of the measurement of generating: a server, and a run that sends to it or is answered within.
enum GenerationProcesses {
  /// `assay-bench serve-generation RATE EXAMPLES`: answers so many requests a second and no more, each with so many
  /// examples, until its input ends.
  static func serve(rate: Double, examples: Int, project: URL) throws {
    let texts = try GeneratedTexts(project: project)
    let turns = Mutex((number: UInt64.random(in: 1...1_000_000_000), last: ContinuousClock.now))
    let server = try ChatServer(records: false) { _ in
      let (number, wait) = turns.withLock { turns in
        turns.number += 1
        let now = ContinuousClock.now
        // An answer takes a while even where nobody waits before it.
        turns.last = max(turns.last + .seconds(1 / rate), now + .seconds(latency))
        return (turns.number, (turns.last - now).milliseconds / 1000)
      }
      return .openAI(texts.answer(number, examples: examples)).after(seconds: wait)
    }
    FileHandle.standardOutput.write(Data((server.url + "\n").utf8))
    while readLine() != nil {}
    server.stop()
  }

  private static let latency = 0.2

  /// `assay-bench generate FOLDER CALLS EXAMPLES URL|- guarded|bare`: generates into the workspace of a folder; `-`: answered
  /// within. Prints a line of JSON.
  static func generate(_ arguments: [String], project: URL) throws {
    let (folder, url, isGuarded) = (arguments[0], arguments[3], arguments[4] == "guarded")
    let (calls, examples) = (Int(arguments[1]) ?? 1, Int(arguments[2]) ?? 1)
    let start = ContinuousClock.now
    // This program has a type of the same name.
    let workspace = try AssayStore.Workspace.create(at: folder, bodyReader: RowReader.bodyReader)
    var endpoint = ModelEndpoint(name: "bench", url: url, model: "bench-model", concurrency: 120)
    (endpoint.priceIn, endpoint.priceOut) = (2.5, 10)
    let options = options(endpoint, calls: calls, examples: examples, isGuarded: isGuarded)
    let instant = InstantService(
      texts: try GeneratedTexts(project: project), examples: examples,
      first: UInt64.random(in: 1...1_000_000_000) << 20)
    let service: any ChatService =
      url == "-"
      ? instant
      : try ChatDispatcher(
        endpoints: [endpoint], environment: [:], folder: FileManager.default.temporaryDirectory)
    let begin = ContinuousClock.now
    let summary = try GenerationRun(workspace: workspace, options: options).run(
      service: service, control: RunControl())
    let seconds = (ContinuousClock.now - begin).milliseconds / 1000
    guard summary.tally.taken == calls * examples else {
      throw MeasuredCommand.Failure(
        description: "\(summary.tally.taken) of \(calls * examples) examples: \(summary.ending)")
    }
    var result: [String: Double] = [
      "seconds": seconds, "examples": Double(summary.tally.taken), "calls": Double(summary.tally.calls),
      "opening": (begin - start).milliseconds / 1000,
      "embedded": summary.tally.diversity?.vendiBasis?.kind == .embeddings ? 1 : 0,
    ]
    if let begun = instant.begun {
      result["first"] = (begun - begin).milliseconds / 1000
      result["settle p50"] = instant.settling.percentile(0.5)
      result["settle p99"] = instant.settling.percentile(0.99)
    }
    print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
  }

  private static func options(
    _ endpoint: ModelEndpoint, calls: Int, examples: Int, isGuarded: Bool
  ) -> GenerationRun.Options {
    var order = GenerationOrder(technique: .direct, count: calls * examples, model: endpoint.name)
    order.perCall = examples
    order.drawsAttributes = false
    order.seed = UInt64.random(in: 1...UInt64(Int64.max))
    let task = TaskSpecification(
      name: "bench", description: "Requests of customers to a shop.", labels: GeneratedTexts.labels)
    var options = GenerationRun.Options(
      order: order, task: task, template: DefaultTemplates.text(for: .direct), endpoints: [endpoint])
    options.fields = ["text"]
    options.watchesDiversity = isGuarded
    options.measuringModel = {
      let best = try? models.best()
      return best.flatMap { $0 }.map { .model($0) } ?? .none(nil)
    }
    return options
  }

  /// Where `assay models fetch` puts them.
  static var models: ModelLibrary {
    let variables = ProcessInfo.processInfo.environment
    let data =
      variables["XDG_DATA_HOME"]
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".local/share").path
    return ModelLibrary(
      folder: URL(fileURLWithPath: data, isDirectory: true).appendingPathComponent("assay/models"))
  }
}
