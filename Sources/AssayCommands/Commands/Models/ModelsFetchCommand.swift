import ArgumentParser
import AssayEmbedding
import AssayEngine
import AssayProviders
import TerminalCore

/// `assay models fetch`
struct ModelsFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Download a model, compare its checksums and install it.",
    discussion: "A model that is there and whole is not fetched again.")

  @Argument(help: "The model's name; without it, the best embedding model.")
  var name: String?

  @Flag(help: "The outcome as JSON.")
  var json = false

  private struct Outcome: Encodable {
    var name: String
    var path: String
    var bytes: Int64
    var isNew: Bool
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    let model = try Self.known(name)
    let library = environment.models
    let isWhole = (try? library.verify(model.name)) == .installed
    if !isWhole {
      let pip = PipConfiguration(environment: environment.variables)
      let index = PackageIndex(
        address: pip.index, transport: RetryingTransport(CurlTransport(authorities: pip.authorities)))
      let line = ProgressLine(isShown: true)
      defer { line.finish() }
      try Interruption.handled { cancellation in
        do {
          try ModelFetcher(library: library, index: index).fetch(
            model, progress: { text in line.update { text } }, isCancelled: { cancellation.isCancelled })
        } catch is CancellationError {
          throw CommandFailure(
            "interrupted; nothing was installed, and the same command goes on with the download",
            exitCode: 130)
        }
      }
    }
    let entry = ModelEntry(model, in: library)
    if json {
      return try JSONOutput.print(
        Outcome(name: entry.name, path: entry.path, bytes: entry.bytes, isNew: !isWhole))
    }
    let verb = isWhole ? "is installed and whole" : "installed"
    Console.output(
      DisplayText.safe(
        "\(entry.name) \(verb): \(entry.purpose), \(Figures.bytes(entry.bytes)), licence "
          + "\(model.licence), in \(entry.path)"))
  }

  /// - Throws: ``CommandFailure`` with the names that there are.
  static func known(_ name: String?) throws -> KnownModel {
    guard let name else {
      guard let best = KnownModels.embedding.first else { throw CommandFailure("no model is known") }
      return best
    }
    if let model = KnownModels.named(name) { return model }
    throw CommandFailure(
      "no model \"\(name)\" is known\(Spelling.hint(for: name, among: KnownModels.all.map(\.name)))")
  }
}
