import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import TerminalCore

/// Reads what the first screen needs, and no more: the rest comes while the person is looking at it.
struct WorkbenchStart {
  let workspace: Workspace
  var state: AppState
  /// What has to run once the first screen stands.
  var effects: [Effect]

  init(_ options: LaunchOptions, bindings: KeyBindings, workspace: Workspace) throws {
    self.workspace = workspace
    let facts = WorkspaceFacts(
      folder: options.folder, count: try workspace.exampleCount(), batches: try workspace.batches(),
      judges: try workspace.judges(), labels: try workspace.labels(),
      neighbours: Self.neighbours(of: options.folder), probes: try workspace.probes(),
      rules: try workspace.keepRules(), adopted: try workspace.adoptions().last?.judge,
      draws: try workspace.draws())
    let now = Clock.milliseconds()
    let appearance = Appearance(
      theme: options.theme?.name ?? "", themes: options.themes.names, mouse: options.mouse,
      ascii: options.ascii)
    var review = ReviewState(listing: facts.importedListing, openedAt: now)
    review.isBlind = options.blind
    review.reveals = options.configuration.task.calibration.reveals
    // The one in use before the one that the configuration names.
    review.judge =
      facts.judges.first { $0.id == facts.adopted }?.id
      ?? facts.judges.first { $0.name == options.configuration.task.judge }?.id ?? facts.judges.first?.id
    state = AppState(
      size: Size(rows: 24, columns: 80), now: now, bindings: bindings, appearance: appearance,
      workspace: facts,
      task: options.configuration.task, reviewer: options.reviewer,
      log: DecisionLog(try workspace.decisions()), review: review)
    effects = []
    if let session = try workspace.session(for: options.reviewer).flatMap(Session.init(json:)) {
      effects = session.restore(&state)
      if options.blind { state.review.isBlind = true }
    }
    effects.insert(.readColumns(state.judge?.id), at: 0)
  }

  /// Workspaces that stand beside this one, by their folders.
  private static func neighbours(of folder: String) -> [String] {
    let parent = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return names.sorted().map { parent.appendingPathComponent($0).path }.filter {
      $0 != URL(fileURLWithPath: folder).standardizedFileURL.path
        && FileManager.default.fileExists(atPath: $0 + "/" + Workspace.fileName)
    }
  }
}

/// The wall clock.
enum Clock {
  /// Milliseconds since 1970.
  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
