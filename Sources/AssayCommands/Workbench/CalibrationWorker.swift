import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore
import AssayWorkbench
import Dispatch
import Synchronization

/// Reads what judges are calibrated with, and makes figures of it, beside the screen.
final class CalibrationWorker: Sendable {
  private let workspace: Workspace
  private let inbox: Inbox
  private let reviewer: String
  private let queue = DispatchQueue(label: "assay.calibration", qos: .userInitiated)
  /// The number of the newest request; older ones are passed over.
  private let newest = Mutex(0)

  init(workspace: Workspace, inbox: Inbox, reviewer: String) {
    self.workspace = workspace
    self.inbox = inbox
    self.reviewer = reviewer
  }

  func read(_ request: CalibrationRequest, _ state: AppState) {
    let (task, choice, rule, now) = (state.task, state.calibration.choice, state.keepRule, state.now)
    let shown = state.columns
    answer(request.number) { [self] in
      let data = try data(request, task, at: now)
      let columns = try shown ?? workspace.columns(judge: request.judge)
      let picture = CalibrationPicture(
        data, choice: choice, task: task, rule: rule, now: now, columns: columns)
      return .calibrationRead(data, picture, request)
    }
  }

  func measure(_ choice: CalibrationChoice, number: Int, _ state: AppState) {
    guard let data = state.calibration.data else { return }
    let (task, rule, now, earlier) = (state.task, state.keepRule, state.now, state.calibration.picture)
    answer(number) {
      .calibrationMeasured(
        CalibrationPicture(data, choice: choice, task: task, rule: rule, now: now, earlier: earlier),
        number: number)
    }
  }

  func fit(_ kind: RuleKind?, number: Int, _ state: AppState) {
    guard let data = state.calibration.data else { return }
    let (rule, ratio, scan) = (
      state.keepRule, state.task.calibration.costRatio, state.calibration.picture?.scan
    )
    answer(number) {
      .ruleFitted(
        ThresholdChoice(rows: data.set.rows(in: .dev), incumbent: rule, scan: scan, costRatio: ratio), kind,
        number: number)
    }
  }

  func readMargins(_ judge: JudgeID, _ rule: KeepRule, _ state: AppState) {
    let known = state.workspace.judges.first { $0.id == judge }?.dimensions ?? []
    queue.async { [self] in
      do {
        let names = rule.dimensions.isEmpty ? known : rule.dimensions
        let scores = try workspace.scores(judge: judge, dimensions: names)
        let count = scores.values.map(\.count).min() ?? 0
        let values = rule.margins(count: count, scores: scores)
        inbox.post(.marginsRead(ScoreMargins(judge: judge, rule: rule, values: values)))
      } catch {
        inbox.post(.notice(Message(.error, "\(error)")))
      }
    }
  }

  /// Waits until all that was asked for has answered.
  func finish() { queue.sync {} }

  private func answer(_ number: Int, _ work: @escaping @Sendable () throws -> Action) {
    newest.withLock { $0 = max($0, number) }
    queue.async { [self] in
      // Keys can be faster than the reading: only the newest request counts.
      guard newest.withLock({ $0 }) == number else { return }
      do { inbox.post(try work()) } catch {
        inbox.post(.calibrationFailed("\(error)", number: number))
      }
    }
  }

  private func data(_ request: CalibrationRequest, _ task: TaskSpecification, at now: Int64) throws
    -> CalibrationData
  {
    let source = CalibrationSource(workspace: workspace, task: task, now: { now })
    if request.opensTest {
      return try source.open(judge: request.judge, reviewer: request.reviewer) { rows in
        TestOpening(
          setHash: SetHash.of(rows), judge: request.judge, author: self.reviewer, at: now,
          purpose: "calibration screen")
      }
    }
    if let set = request.openSet {
      let data = try source.load(judge: request.judge, reviewer: request.reviewer, opensTest: true)
      // What was opened may be seen again; another set is another opening.
      if SetHash.of(data.set.rows(in: .test)) == set { return data }
    }
    return try source.load(judge: request.judge, reviewer: request.reviewer)
  }
}
