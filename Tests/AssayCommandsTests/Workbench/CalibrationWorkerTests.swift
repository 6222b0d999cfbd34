import AssayCalibration
import AssayEngine
import AssayFormats
import AssayModel
import AssayStatistics
import AssayStore
import AssayWorkbench
import Foundation
import TerminalCore
import Testing

@testable import AssayCommands

/// The calibration screen's wishes, carried out on a real workspace.
@Suite struct CalibrationWorkerTests {
  private final class Fixture {
    let folder: TemporaryFolder
    let workspace: Workspace
    let inbox: Inbox
    let interpreter: WorkspaceInterpreter
    let dispatcher: Dispatcher

    init() throws {
      folder = try TemporaryFolder()
      let path = folder.root.path
      let rows = (1...40).map { index in
        let score = index % 4 + 2
        let verdict = index % 4 >= 2 ? "accept" : "reject"
        return
          "{\"id\": \"e\(index)\", \"text\": \"text \(index)\", \"judgements\": [{\"judge\": \"j\", \"scores\": "
          + "{\"accuracy\": \(score), \"clarity\": \(7 - score)}}], "
          + "\"decisions\": [{\"reviewer\": \"ana\", \"verdict\": \"\(verdict)\"}]}"
      }
      let file = try folder.write("rows.jsonl", rows.joined(separator: "\n"))
      workspace = try Workspace.create(at: path, bodyReader: RowReader.bodyReader)
      _ = try ImportRun(workspace: workspace, sources: [.file(file)]).run()
      inbox = try Inbox()
      let folders = ConfigurationFolders(personal: folder.root.appendingPathComponent("none"))
      let options = LaunchOptions(
        folder: path,
        configuration: WorkspaceConfiguration(task: TaskSpecification(name: "test", dimensions: [])),
        folders: folders, themes: ThemeLibrary(workspace: folder.root, folders: folders), theme: nil,
        reviewer: "ana", color: false, mouse: false, ascii: false, linear: false, blind: false, warnings: [])
      interpreter = WorkspaceInterpreter(
        workspace: workspace, inbox: inbox, reviewer: "ana",
        clusters: WorkspaceClusters(workspace: workspace, settings: DuplicateSettings()),
        runs: RunWorker(JudgeRunMaker(workspace, options), inbox: inbox),
        scores: ScoreWatcher(workspace: workspace, inbox: inbox),
        judges: JudgeWorker(workspace, options, inbox: inbox),
        generation: WorkbenchRunMaker(workspace, options).generation, loadTheme: { _ in nil },
        export: { _, _, _ in "" })
      let start = try WorkbenchStart(options, bindings: KeyBindings.make().bindings, workspace: workspace)
      dispatcher = Dispatcher(
        state: start.state, interpreter: interpreter, clock: { 1_750_000_000_000 },
        performOnTerminal: { _, _ in nil })
      dispatcher.settle(start.effects)
      settle()
    }

    var state: AppState { dispatcher.state }

    /// Waits for all that was asked for, and for what follows from it.
    func settle() {
      while true {
        interpreter.finish()
        interpreter.finishReads()
        let actions = inbox.takeAll()
        if actions.isEmpty { return }
        for action in actions { dispatcher.dispatch(action) }
      }
    }

    func press(_ commands: CommandID...) {
      for command in commands {
        dispatcher.dispatch(.command(command))
        settle()
      }
    }

    func type(_ text: String) {
      for character in text { dispatcher.dispatch(.input(.key(KeyChord(.character(character))))) }
      settle()
    }
  }

  @Test func openingTestIsOnDiskOnce() throws {
    let fixture = try Fixture()
    fixture.press(.screenCalibration)
    let sealed = try #require(fixture.state.calibration.data)
    #expect(sealed.set.rows.count == 40)
    #expect(sealed.set.rows(in: .test).allSatisfy { $0.scores.isEmpty })
    fixture.press(.openTest)
    #expect(try fixture.workspace.openings().isEmpty)
    fixture.type("y")
    let openings = try fixture.workspace.openings()
    #expect(openings.map(\.author) == ["ana"])
    #expect(fixture.state.calibration.choice.rows == .test)
    let matrix = try #require(fixture.state.calibration.shown?.matrix)
    #expect(matrix.count == sealed.set.rows(in: .test).count)
    let figures = try #require(try fixture.workspace.measurements().last)
    #expect(figures.split == .test && figures.setHash == openings[0].setHash && figures.n == matrix.count)
  }

  @Test func aRuleInForceIsOnDiskAndInTheLists() throws {
    let fixture = try Fixture()
    fixture.press(.screenCalibration, .ruleKind, .ruleKind, .ruleKind)
    let minimums = try #require(fixture.state.calibration.draft)
    #expect(RuleKind(minimums) == .minimums)
    fixture.press(.farRight, .ruleApply)
    let written = try #require(try fixture.workspace.keepRules().last)
    #expect(fixture.state.keepRule == written.rule)
    #expect(try fixture.workspace.measurements().last?.rule == written.rule)
    fixture.press(.screenReview, .commandLine)
    for character in "filter judge:keep" { fixture.type(String(character)) }
    fixture.dispatcher.dispatch(.input(.key(KeyChord(.enter))))
    fixture.settle()
    let listing = fixture.state.review.listing
    let kept = (1...40).filter { index in
      let score = Double(index % 4 + 2)
      return written.rule.keeps(["accuracy": score, "clarity": 7 - score]) == true
    }
    #expect(!kept.isEmpty && kept.count < 40)
    #expect((0..<listing.count).map { Int(listing[$0].rawValue) } == kept)
    #expect(fixture.state.margins?.rule == written.rule)
  }

  @Test func aFitLearnsFromDevAlone() throws {
    let fixture = try Fixture()
    fixture.press(.screenCalibration, .ruleFit)
    let fit = try #require(fixture.state.calibration.fit)
    #expect(fit.n == fixture.state.calibration.data?.set.rows(in: .dev).count)
    #expect(try fixture.workspace.keepRules().isEmpty)
  }
}
