import ArgumentParser
import AssayEngine
import Foundation
import TerminalCore

/// `assay models serve`
struct ModelsServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a chat model on this computer and point the workspace at it.",
    discussion: """
      Starts llama.cpp's server (or Ollama) with a model, waits until it answers, writes [models.NAME] into the \
      workspace's assay.toml, and serves until Ctrl-C. It listens on 127.0.0.1 only and needs no account. \
      `make local-model` gets both the server and a very small model; a bigger one is the path of its .gguf file.

      Exit codes: 0 stopped by you, 1 the server ended by itself, 2 it could not be started.
      """)

  enum Engine: String, ExpressibleByArgument, CaseIterable {
    case llama = "llama.cpp"
    case ollama
  }

  @Argument(
    help: ArgumentHelp(
      "An installed chat model or the path of a .gguf file; with Ollama, its name there.",
      discussion: "Without it: smollm2-135m-instruct."))
  var model: String?

  @OptionGroup var location: WorkspaceOptions

  @Option(help: "The server program: llama.cpp or ollama.")
  var engine = Engine.llama

  @Option(
    help: ArgumentHelp("The port; 0: any that is free.", discussion: "Without it: 8080; 11434 for Ollama."))
  var port: Int?

  @Option(help: ArgumentHelp("What the model is called in assay.toml: [models.NAME].", valueName: "name"))
  var name = "local"

  @Option(help: ArgumentHelp("Requests that are answered at the same time.", valueName: "n"))
  var parallel = 4

  @Option(
    help: ArgumentHelp("Tokens of a request with its answer (4096, or what the model can).", valueName: "n"))
  var context: Int?

  @Option(help: ArgumentHelp("Threads of the server; without it, the server chooses.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp("The server's program, instead of the one that is found.", valueName: "path"),
    completion: .file())
  var server: String?

  @Flag(help: "Leave assay.toml as it is.")
  var unconfigured = false

  @Flag(help: "Show what the server writes.")
  var verbose = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("After --: more arguments for the server.", valueName: "argument"))
  var more: [String] = []

  func validate() throws {
    if let port, !(0...65535).contains(port) {
      throw ValidationError("--port \(port): a port is a number from 0 to 65535")
    }
    if !(1...64).contains(parallel) { throw ValidationError("--parallel \(parallel): from 1 to 64") }
    if let context, context < 256 { throw ValidationError("--context \(context): at least 256 tokens") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads): from 1 to 1024")
    }
    if name.isEmpty { throw ValidationError("--name is empty") }
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    switch engine {
    case .llama: try serve(LlamaService(self, environment))
    case .ollama: try serve(OllamaService(self, environment))
    }
  }

  // MARK: The steps

  private func serve(_ service: some ModelService) throws {
    let environment = RuntimeEnvironment.current
    let line = ProgressLine(isShown: !verbose)
    defer { line.finish() }
    let start = ContinuousClock.now
    var isReady = false
    try Interruption.handled { cancellation in
      let isCancelled = { cancellation.isCancelled }
      do {
        let process =
          try service.isRunning
          ? nil
          : ServedProcess.start(
            service.server, environment: environment.variables,
            onLine: verbose ? { text in Console.error(text) } : nil)
        try process?.waitUntilReady(
          progress: { time in
            line.update { "Starting \(service.server.name): \(Figures.duration(time.inSeconds))" }
          },
          isCancelled: isCancelled)
        try service.prepare(
          progress: { text in line.update { DisplayText.safe(text) } }, isCancelled: isCancelled)
        line.finish()
        isReady = true
        announce(service, seconds: (ContinuousClock.now - start).inSeconds)
        if let process { try end(process.run(isCancelled: isCancelled), process) }
      } catch is CancellationError where !isReady {
        throw CommandFailure("interrupted before the model was ready; the server was stopped", exitCode: 130)
      }
    }
  }

  private func end(_ ending: ServedProcess.Ending, _ process: ServedProcess) throws {
    switch ending {
    case .stopped: Console.error("\(process.server.name) was stopped")
    case .died(let end):
      throw CommandFailure("\(process.server.name) ended by itself (\(end))" + process.lastLines, exitCode: 1)
    }
  }

  private func announce(_ service: some ModelService, seconds: Double) {
    let announcement = ServeAnnouncement(
      model: service.model, server: service.server, name: name, parallel: parallel,
      workspace: location.workspace,
      staysHere: !service.isRunning)
    Console.output(announcement.ready(seconds: seconds))
    let editor = ModelSectionEditor(
      name: name, settings: WorkspacePointer.settings(service.model, service.server, parallel: parallel),
      remark: "Written by `assay models serve`; edit it as you like.")
    let outcome = unconfigured ? nil : WorkspacePointer(folder: location.folder, editor: editor).write()
    for line in announcement.configured(outcome, section: editor.section) { Console.output(line) }
    for line in announcement.next { Console.output(line) }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
