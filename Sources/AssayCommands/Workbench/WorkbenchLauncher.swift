import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import TerminalCore
import TerminalCurses

/// Opens the workbench and keeps it open: on the screen, or as plain lines.
enum WorkbenchLauncher {
  /// Runs until the person leaves.
  ///
  /// - Returns: the exit code: 0, or 128 and the signal's number when a signal ended it.
  static func run(_ options: LaunchOptions) throws -> Int32 {
    let (bindings, problems) = KeyBindings.make(overrides: options.configuration.keys)
    for problem in problems { Console.error("assay: \(problem)") }
    if options.linear { return try LinearLoop(options, bindings: bindings).run() }
    let terminal = try openTerminal(options)
    var workers: [RunWorker] = []
    defer {
      terminal.close()
      // Also those of workspaces that were left for another: they have gone on meanwhile.
      LeavingRuns.wait(for: workers)
    }
    var options = options
    options.warnings += problems
    options.theme = options.theme ?? options.suitableTheme(for: terminal)
    var message: Message?
    while true {
      let ending = try review(options, bindings, terminal, message, &workers)
      message = nil
      switch ending {
      case .quit: return 0
      case .terminated(let signal):
        for worker in workers { worker.stop(.immediate) }
        return 128 + signal
      case .openWorkspace(let folder):
        do { options = try options.reopened(at: folder) } catch {
          message = Message(.error, "\(error)")
        }
      }
    }
  }

  private static func openTerminal(_ options: LaunchOptions) throws -> CursesTerminal {
    guard CursesTerminal.isInteractive else {
      throw CommandFailure(
        "the workbench needs a terminal, and standard input or output is none; for scripts there are `assay status`, `assay export` and --linear",
        exitCode: 2)
    }
    do {
      return try CursesTerminal(
        options: .init(
          mouse: options.mouse, colorDepth: options.color ? nil : ColorDepth.none,
          crashReportPath: reportPath()))
    } catch let error as CursesError {
      throw CommandFailure("\(error)", exitCode: 2)
    }
  }

  /// `$XDG_STATE_HOME/assay/crash-PID.log`, so that two programs do not write into one report; nil when the
  /// folder cannot be made.
  private static func reportPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    let state = environment["XDG_STATE_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
    let folder = state + "/assay"
    guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
    else { return nil }
    return folder + "/crash-\(ProcessInfo.processInfo.processIdentifier).log"
  }

  /// One workspace, from opening to leaving it.
  private static func review(
    _ options: LaunchOptions, _ bindings: KeyBindings, _ terminal: CursesTerminal, _ message: Message?,
    _ workers: inout [RunWorker]
  ) throws -> Runtime.Ending {
    let workspace = try Workspace.open(at: options.folder, bodyReader: RowReader.bodyReader)
    var start = try WorkbenchStart(options, bindings: bindings, workspace: workspace)
    start.state.message = message ?? options.warnings.first.map { Message(.warning, $0) }
    let inbox = try Inbox()
    let maker = WorkbenchRunMaker(workspace, options)
    let runs = RunWorker(maker, inbox: inbox)
    let scores = ScoreWatcher(workspace: workspace, inbox: inbox)
    workers.append(runs)
    let interpreter = WorkspaceInterpreter(
      workspace: workspace, inbox: inbox, reviewer: options.reviewer,
      clusters: WorkspaceClusters(
        workspace: workspace, settings: options.configuration.task.duplicates),
      runs: runs, scores: scores, judges: JudgeWorker(workspace, options, inbox: inbox),
      generation: maker.generation,
      loadTheme: { name in options.loadTheme(name) },
      export: { try exportFile(workspace, options, what: $0, file: $1, force: $2) })
    let watcher = try ChangeWatcher(
      workspace: workspace, inbox: inbox, scores: scores, last: start.state.log.lastID,
      facts: start.state.workspace)
    defer { withExtendedLifetime(watcher) { interpreter.finish() } }
    let runtime = Runtime(
      state: start.state, theme: options.theme ?? .fallback, device: terminal, host: interpreter,
      inbox: inbox,
      clock: Clock.milliseconds)
    return runtime.run(first: start.effects)
  }
}

extension LaunchOptions {
  /// The same person's options for another workspace.
  func reopened(at folder: String) throws -> LaunchOptions {
    let path = (folder as NSString).expandingTildeInPath
    _ = try Workspace.open(at: path, bodyReader: RowReader.bodyReader)
    var options = self
    let url = URL(fileURLWithPath: path)
    let result = ConfigurationLoader.load(workspace: url, folders: folders)
    options.folder = path
    options.configuration = result.configuration
    options.themes = ThemeLibrary(workspace: url, folders: folders)
    options.warnings = result.problems.map { "\($0)" }
    return options
  }

  func suitableTheme(for terminal: some TerminalDevice) -> Theme? {
    let name = SuitableTheme.name(
      colors: terminal.colorDepth, environment: ProcessInfo.processInfo.environment)
    return loadTheme(name)?.theme
  }

  func loadTheme(_ name: String) -> (theme: Theme, problems: [String])? {
    guard let loaded = try? themes.load(name) else { return nil }
    return (loaded.theme, loaded.warnings.map { "\($0)" })
  }
}
