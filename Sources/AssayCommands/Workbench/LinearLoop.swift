import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import TerminalCore

/// The review as a conversation in plain lines: prints an example, reads a line, does what it says.
struct LinearLoop {
  private let inbox: Inbox
  private let dispatcher: Dispatcher
  private let interpreter: WorkspaceInterpreter
  private let first: [Effect]
  private let ending: Ending
  private let runs: RunWorker
  /// Looks after each line, since nothing may be said while a person types.
  private let watcher: ChangeWatcher

  /// What the line mode keeps besides the state.
  private final class Ending {
    var isOver = false
  }

  init(_ options: LaunchOptions, bindings: KeyBindings) throws {
    let workspace = try Workspace.open(at: options.folder, bodyReader: RowReader.bodyReader)
    let start = try WorkbenchStart(options, bindings: bindings, workspace: workspace)
    let inbox = try Inbox()
    let maker = WorkbenchRunMaker(workspace, options)
    let runs = RunWorker(maker, inbox: inbox)
    let scores = ScoreWatcher(workspace: workspace, inbox: inbox)
    let interpreter = WorkspaceInterpreter(
      workspace: workspace, inbox: inbox, reviewer: options.reviewer,
      clusters: WorkspaceClusters(
        workspace: workspace, settings: options.configuration.task.duplicates),
      runs: runs, scores: scores, judges: JudgeWorker(workspace, options, inbox: inbox),
      generation: maker.generation,
      loadTheme: { _ in nil },
      export: { try exportFile(workspace, options, what: $0, file: $1, force: $2) })
    let ending = Ending()
    self.inbox = inbox
    self.interpreter = interpreter
    self.runs = runs
    watcher = try ChangeWatcher(
      workspace: workspace, inbox: inbox, scores: scores, last: start.state.log.lastID,
      facts: start.state.workspace, isTimed: false)
    self.ending = ending
    first = start.effects
    var state = start.state
    // Where a person left the picture means nothing here.
    state.screen = .review
    state.review.pane = .list
    dispatcher = Dispatcher(state: state, interpreter: interpreter, clock: Clock.milliseconds) {
      effect, _ in Self.perform(effect, interpreter, ending)
    }
  }

  private static func perform(_ effect: Effect, _ interpreter: WorkspaceInterpreter, _ ending: Ending)
    -> [Action]?
  {
    switch effect {
    case .quit, .openWorkspace:
      ending.isOver = true
      return []
    case .redraw, .suspend, .setMouse, .setTheme: return []
    case .edit(let example, let fields):
      do {
        return try interpreter.edit(fields).map { [.edited(example, fields: $0)] } ?? []
      } catch {
        return [.notice(Message(.error, "Not edited: \(error)"))]
      }
    case .editTemplate(let judge, let template):
      do {
        let edited = try interpreter.edit([TextField(name: "prompt", text: template)])
        return edited?.first.map { [.templateEdited(judge, $0.text)] } ?? []
      } catch {
        return [.notice(Message(.error, "Not edited: \(error)"))]
      }
    default: return nil
    }
  }

  /// Runs until `q` or the end of the input.
  func run() -> Int32 {
    dispatcher.dispatch(.input(.resize(Size(rows: 60, columns: 120))))
    dispatcher.settle(first)
    settle()
    Console.output(
      "Assay, \(LinearText.safe(dispatcher.state.task.name)). \(LinearText.progress(dispatcher.state)). ? lists the commands, q leaves."
    )
    tellMessage()
    var shown: LinearText.Place?
    while !ending.isOver {
      if shown != LinearText.place(dispatcher.state) {
        shown = LinearText.place(dispatcher.state)
        for line in LinearText.text(dispatcher.state) { Console.output(line) }
      }
      Console.write("assay> ", to: 1)
      guard let line = readLine() else { break }
      take(line, &shown)
    }
    dispatcher.settle([.saveSession])
    interpreter.finish()
    LeavingRuns.wait(for: [runs])
    return 0
  }

  private func take(_ line: String, _ shown: inout LinearText.Place?) {
    let text = line.trimmingCharacters(in: .whitespaces)
    switch text {
    case "?", "help":
      for line in LinearText.help(dispatcher.state) { Console.output(line) }
    case "p", "print": shown = nil
    default:
      guard let actions = LinearText.action(for: text, dispatcher.state) else {
        let sentence = "\"\(LinearText.safe(text))\" is not understood; ? lists the commands."
        for line in LinearText.usage(for: text, dispatcher.state) ?? [sentence] { Console.output(line) }
        return
      }
      let before = dispatcher.state
      for action in actions {
        dispatcher.dispatch(action)
        settle()
      }
      if let change = LinearText.change(on: shown?.example, from: before, to: dispatcher.state) {
        Console.output(change)
      }
      for line in LinearText.change(ofViewFrom: before, to: dispatcher.state) { Console.output(line) }
      if let question = LinearText.seal(dispatcher.state) { for line in question { Console.output(line) } }
      if let plan = LinearText.generation(dispatcher.state) { for line in plan { Console.output(line) } }
      if let plan = LinearText.plan(dispatcher.state) { for line in plan { Console.output(line) } }
      if let threshold = LinearText.change(ofThresholdFrom: before, to: dispatcher.state) {
        Console.output(threshold)
      }
      if let list = LinearText.change(ofListFrom: before, to: dispatcher.state) { Console.output(list) }
      tellMessage()
    }
  }

  private func tellMessage() {
    if let message = dispatcher.state.message { Console.output(LinearText.safe(message.text)) }
  }

  /// Waits for what was started, and for what follows from it: decisions, lists, searches, clusters.
  private func settle() {
    while true {
      interpreter.finish()
      interpreter.finishReads()
      watcher.look()
      let actions = inbox.takeAll()
      if actions.isEmpty { return }
      for action in actions { dispatcher.dispatch(action) }
    }
  }
}
