import AssayCalibration
import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import AssayWorkbench
import Dispatch
import Foundation
import Synchronization

/// Reads how the judge versions do and carries out what a person wants of them, in the background.
final class JudgeWorker: Sendable {
  private struct Pair: Equatable {
    var first: JudgeID
    var second: JudgeID
  }

  private let workspace: Workspace
  private let folder: URL
  private let folders: ConfigurationFolders
  private let environment: [String: String]
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "assay.judges", qos: .userInitiated)
  /// The two versions that are being compared; the screen asks until it has the answer.
  private let compared = Mutex<Pair?>(nil)

  init(
    workspace: Workspace, folder: URL, folders: ConfigurationFolders, environment: [String: String],
    inbox: Inbox
  ) {
    self.workspace = workspace
    self.folder = folder
    self.folders = folders
    self.environment = environment
    self.inbox = inbox
  }

  /// For the workspace that the workbench is opened on.
  convenience init(_ workspace: Workspace, _ options: LaunchOptions, inbox: Inbox) {
    self.init(
      workspace: workspace, folder: URL(fileURLWithPath: options.folder), folders: options.folders,
      environment: ProcessInfo.processInfo.environment, inbox: inbox)
  }

  /// Waits for everything that was asked for.
  func finish() { queue.sync {} }

  // MARK: Reading

  func readVersions(_ task: TaskSpecification) {
    answering { [self] in
      inbox.post(.versionsRead(try JudgeMeasurer(workspace: workspace, task: task).records()))
    }
  }

  func compare(_ first: JudgeID, _ second: JudgeID, _ task: TaskSpecification) {
    let pair = Pair(first: first, second: second)
    let isNew = compared.withLock { compared in
      defer { compared = pair }
      return compared != pair
    }
    guard isNew else { return }
    queue.async { [self] in
      // The cursor may have gone on to others meanwhile.
      guard compared.withLock({ $0 == pair }) else { return }
      defer { compared.withLock { if $0 == pair { $0 = nil } } }
      do {
        inbox.post(.contrastRead(try contrast(pair, task)))
      } catch {
        // Without an answer the screen would ask for ever.
        inbox.post(
          .contrastRead(VersionContrast(first: first, second: second, cases: [], compared: 0, sealed: 0)))
        inbox.post(.notice(Message(.error, "The versions cannot be compared: \(error)")))
      }
    }
  }

  private func contrast(_ pair: Pair, _ task: TaskSpecification) throws -> VersionContrast {
    let source = CalibrationSource(workspace: workspace, task: task)
    let first = try source.load(judge: pair.first)
    let second = try source.load(judge: pair.second)
    let usual = KeepRule.mean(atLeast: task.keepAt)
    return VersionContrast(
      first: first, second: second, firstRule: first.rule?.rule ?? usual,
      secondRule: second.rule?.rule ?? usual)
  }

  // MARK: Making

  /// Makes a version of a prompt that was edited.
  func register(_ template: String, parent: JudgeID, author: String, at: Int64) {
    answering { [self] in
      guard var definition = try workspace.judgeDefinition(parent)?.definition else {
        throw CommandFailure("it is not known what this judge is made of")
      }
      definition.template = template
      do {
        let version = try JudgeVersions(workspace: workspace).register(
          definition, parent: parent, author: author, at: at)
        inbox.post(.versionRegistered(version, parent: parent))
      } catch let problem as TemplateProblem {
        inbox.post(
          .versionRefused(.init(parent: parent, template: template, problem: problem.description)))
      }
    }
  }

  func adopt(_ judge: JudgeID, reason: String, author: String, at: Int64) {
    adopting { try $0.adopt(judge, author: author, reason: reason, at: at) }
  }

  func undoAdoption(author: String, at: Int64) {
    adopting { try $0.undo(author: author, at: at) }
  }

  private func adopting(_ adopt: @escaping @Sendable (WorkspaceAdopter) throws -> AdoptionOutcome) {
    answering { [self] in
      let outcome = try adopt(
        WorkspaceAdopter(workspace: workspace, folder: folder, folders: folders, environment: environment))
      let judge = outcome.adoption.judge
      let name = try workspace.judges().first { $0.id == judge }?.name ?? ""
      let text = AdoptionMessage.text(outcome, name: name)
      inbox.post(
        .judgeAdopted(
          judge,
          outcome.warnings.isEmpty
            ? Message(.info, text) : Message(.warning, ([text] + outcome.warnings).joined(separator: " "))))
    }
  }

  private func answering(_ work: @escaping @Sendable () throws -> Void) {
    queue.async { [self] in
      do { try work() } catch {
        // A message is one line.
        let text = "\(error)".split(separator: "\n").joined(separator: "; ")
        inbox.post(.notice(Message(.error, text)))
      }
    }
  }
}
