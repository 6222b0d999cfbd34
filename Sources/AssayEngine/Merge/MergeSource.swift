import AssayFormats
import AssayModel
import AssayStore
import Foundation

/// Something whose decisions can be merged into a workspace: another workspace, as a folder or a database under whatever
/// name, or a file of decisions as `assay export decisions` writes it.
public struct MergeSource: Hashable, Sendable {
  public var path: String
  public var kind: MergeSummary.Kind

  /// The first bytes of every SQLite file.
  private static let signature = Data("SQLite format 3\u{0}".utf8)

  /// Looks at what is there. What cannot be read is taken for a file of decisions, whose reader says what is wrong.
  public init(path: String) {
    self.path = path
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let beginning =
      isFolder.boolValue
      ? nil : FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: Self.signature.count) }
    kind = isThere && (isFolder.boolValue || beginning == Self.signature) ? .workspace : .log
  }

  /// Merges it.
  ///
  /// - Parameters:
  ///   - reviewers: other names for its reviewers.
  ///   - problem: called for each line or example whose decisions are left out.
  /// - Throws: a ``WorkspaceError`` when the target cannot be written, or `CancellationError`. A source that cannot be read is
  ///   a summary with a ``MergeSummary/failure``.
  public func merge(
    into target: Workspace, reviewers: [String: String] = [:], cancellation: Cancellation = Cancellation(),
    problem: @escaping (ImportProblem) -> Void = { _ in }
  ) throws -> MergeSummary {
    switch kind {
    case .workspace: try mergeWorkspace(into: target, reviewers, problem)
    case .log: try mergeLog(into: target, reviewers, cancellation, problem)
    }
  }

  private func mergeWorkspace(
    into target: Workspace, _ reviewers: [String: String], _ problem: @escaping (ImportProblem) -> Void
  ) throws -> MergeSummary {
    var summary = MergeSummary(source: path, kind: .workspace)
    let other: Workspace
    do {
      if Self.isSame(path, target.path) {
        summary.failure = "this is the workspace itself"
        return summary
      }
      other = try Workspace.openForReading(at: path, bodyReader: RowReader.bodyReader)
    } catch {
      summary.failure = Self.withoutPath("\(error)", path)
      return summary
    }
    return try WorkspaceMerge(into: target, from: other, name: path, reviewers: reviewers, problem: problem)
      .run()
  }

  private static func isSame(_ path: String, _ database: String) -> Bool {
    func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    return [path, path + "/" + Workspace.fileName].contains { real($0) == real(database) }
  }

  private static func withoutPath(_ message: String, _ path: String) -> String {
    let beginning = path + ": "
    return message.hasPrefix(beginning) ? String(message.dropFirst(beginning.count)) : message
  }

  private func mergeLog(
    into target: Workspace, _ reviewers: [String: String], _ cancellation: Cancellation,
    _ problem: @escaping (ImportProblem) -> Void
  ) throws -> MergeSummary {
    var summary = MergeSummary(source: path, kind: .log)
    let before = try target.decisions()
    var failure: String?
    let imported = try ImportRun(
      workspace: target, sources: [path == "-" ? .standardInput : .file(path)],
      options: ImportRun.Options(decisionsOnly: true, reviewers: reviewers), cancellation: cancellation,
      problem: { found in
        if found.line == nil, failure == nil { failure = found.message }
        problem(found)
      }
    ).run()
    summary.decisions = imported.decisions
    summary.alreadyThere = imported.taken - imported.merged
    summary.unknownExamples = imported.refused
    summary.failure = imported.failedFiles > 0 ? failure ?? "cannot be read" : nil
    let added = try target.decisions(after: before.last?.id ?? DecisionID(0))
    summary.sharedNames = Set(before.map(\.reviewer)).intersection(added.map(\.reviewer)).sorted()
    return summary
  }
}
