import Foundation

/// A model on a server of one kind, made ready step by step.
protocol ModelService {
  var model: ServedModel { get }
  var server: ModelServer { get }
  /// Whether a server runs already that somebody else has started.
  var isRunning: Bool { get }
  /// What is still to do once the server answers.
  ///
  /// - Throws: ``CommandFailure``, `CancellationError`.
  func prepare(progress: (String) -> Void, isCancelled: () -> Bool) throws
}

extension ModelsServeCommand {
  /// A port that is free.
  ///
  /// - Throws: ``CommandFailure`` that says what to do.
  func freePort(preset: Int) throws -> Int {
    let wanted = port ?? preset
    switch LoopbackPort.look(at: wanted) {
    case .free(let port): return port
    case .inUse:
      throw CommandFailure(
        "port \(wanted) is in use by another program, maybe by another `assay models serve`; stop that one, or choose "
          + "another port: --port \(wanted < 65535 ? wanted + 1 : 0) (0: any that is free)")
    case .refused(let reason):
      throw CommandFailure(
        "cannot listen on port \(wanted): \(reason)" + (wanted < 1024 ? "; choose one above 1023" : ""))
    }
  }

  /// As much as is asked for, and not more than the model was trained for.
  func size(_ model: ServedModel) throws -> ModelServer.Size {
    if let context, let longest = model.contextLength, context > longest {
      throw CommandFailure("--context \(context): \(model.name) takes at most \(longest) tokens")
    }
    let preset = min(4096, model.contextLength ?? 4096)
    return ModelServer.Size(parallel: parallel, context: context ?? preset, threads: threads)
  }
}

/// A file, served by llama.cpp's server.
struct LlamaService: ModelService {
  let model: ServedModel
  let server: ModelServer
  let isRunning = false

  init(_ command: ModelsServeCommand, _ environment: RuntimeEnvironment) throws {
    let programs = ServerPrograms(data: environment.data, path: environment.variables["PATH"] ?? "")
    let given = try command.server.map(ServerPrograms.given)
    model = try ServedModel.local(command.model, in: environment.models)
    guard let program = given ?? programs.llama() else { throw CommandFailure(ServerPrograms.noLlama) }
    server = ModelServer.llama(
      executable: program, model: model, port: try command.freePort(preset: 8080),
      size: try command.size(model),
      more: command.more)
  }

  func prepare(progress: (String) -> Void, isCancelled: () -> Bool) {}
}
