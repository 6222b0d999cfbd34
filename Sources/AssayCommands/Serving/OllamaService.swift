import Foundation

/// A model of Ollama's library.
struct OllamaService: ModelService {
  /// The small model under the name that Ollama gives it.
  static let preset = ServedModel(
    name: "smollm2:135m", family: "smollm2", licence: "Apache-2.0", contextLength: 8192, isSmall: true)

  let model: ServedModel
  let server: ModelServer
  let isRunning: Bool
  private let environment: [String: String]
  private let probe = ServerProbe()

  init(_ command: ModelsServeCommand, _ environment: RuntimeEnvironment) throws {
    let programs = ServerPrograms(data: environment.data, path: environment.variables["PATH"] ?? "")
    guard let program = try command.server.map(ServerPrograms.given) ?? programs.ollama() else {
      throw CommandFailure(ServerPrograms.noOllama)
    }
    model = try Self.model(command.model)
    let size = try command.size(model)
    func server(_ port: Int) -> ModelServer {
      ModelServer.ollama(executable: program, port: port, size: size, more: command.more)
    }
    let usual = command.port ?? 11434
    // Ollama mostly runs as a service of the system.
    if usual != 0, probe.ask(server(usual).probe) == .ready {
      (self.server, isRunning) = (server(usual), true)
    } else {
      (self.server, isRunning) = (server(try command.freePort(preset: 11434)), false)
    }
    self.environment = environment.variables
  }

  private static func model(_ name: String?) throws -> ServedModel {
    guard let name, name != preset.name else { return preset }
    if name.hasPrefix("-") || name.isEmpty || name.hasSuffix(".gguf") {
      throw CommandFailure(
        "\"\(name)\" is no name of a model of Ollama, such as qwen2.5:7b; a .gguf file is served by llama.cpp: leave "
          + "--engine away")
    }
    // "library/qwen2.5:7b" → "qwen2.5"
    let family = name.split(separator: "/").last?.split(separator: ":").first.map { $0.lowercased() }
    return ServedModel(name: name, family: family)
  }

  /// Gets the model where Ollama has it not.
  func prepare(progress: (String) -> Void, isCancelled: () -> Bool) throws {
    let address = server.probe.replacing("/api/version", with: "/api/show")
    let question = Array((try? JSONEncoder().encode(["model": model.name])) ?? Data())
    if probe.status(address, body: question) == 200 { return }
    var pull = server
    pull.name = "ollama pull \(model.name)"
    pull.arguments = ["pull", model.name]
    var last = ""
    let process = try ServedProcess.start(pull, environment: environment, onLine: { last = $0 })
    while process.child.ending == nil {
      if isCancelled() {
        process.child.stop()
        throw CancellationError()
      }
      process.child.read(milliseconds: 100)
      progress("Fetching \(model.name): \(last)")
    }
    process.child.read(milliseconds: 0)
    guard process.child.ending == .exited(0) else {
      throw CommandFailure(
        "Ollama could not fetch \(model.name) (\(process.child.ending.map { "\($0)" } ?? "unknown"))"
          + process.lastLines)
    }
  }
}
