import AssayEngine
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation

/// Makes runs that generate for the workbench, from the configuration as it is now.
struct GenerationRunMaker {
  let workspace: Workspace
  let folder: URL
  let folders: ConfigurationFolders
  let environment: [String: String]

  /// What a run would take; its problem where it cannot begin.
  func plan(_ request: RunRequest) -> PlannedRun {
    do {
      let setup = try setup(request)
      let estimate = try GenerationEstimate.make(workspace: workspace, options: setup.options, first: 0)
      var planned = PlannedRun(
        model: setup.generator.model, calls: estimate.calls, checks: estimate.checks,
        tokensIn: estimate.tokensIn, tokensOut: estimate.tokensOut, cost: estimate.cost,
        seconds: estimate.seconds, warnings: Self.unique(setup.warnings + estimate.warnings))
      planned.terms = setup.termsLines
      // A key that is missing is better known now.
      _ = try setup.service()
      return planned
    } catch {
      return PlannedRun(problem: "\(error)")
    }
  }

  func prepare(_ request: RunRequest) throws -> RunWorker.Prepared {
    prepared(try setup(request))
  }

  func resume(_ run: Run) throws -> RunWorker.Prepared {
    prepared(
      try GenerationSetup(
        resuming: run, task: task, folder: folder, folders: folders, environment: environment,
        workspace: workspace))
  }

  private var task: TaskSpecification {
    ConfigurationLoader.load(workspace: folder, folders: folders).configuration.task
  }

  private func setup(_ request: RunRequest) throws -> GenerationSetup {
    guard let order = request.generation else { throw CommandFailure("nothing is to be generated") }
    return try GenerationSetup(
      Self.wishes(order, budget: request.budget, seed: UInt64(Clock.milliseconds())), task: task,
      folder: folder, folders: folders, environment: environment, workspace: workspace)
  }

  /// - Parameter seed: another one each time: who asks twice wants other examples, also while the first ones are on
  ///   their way.
  static func wishes(
    _ order: RunRequest.Generation, budget: Double?, seed: UInt64
  ) -> GenerationSetup.Wishes {
    var wishes = GenerationSetup.Wishes(count: order.count)
    wishes.technique = order.technique
    wishes.labels = order.labels
    wishes.budget = budget
    wishes.wish = order.wish
    wishes.difficulty = order.difficulty
    wishes.checksLabels = order.checksLabels
    wishes.seed = seed
    if order.technique.needsParents {
      wishes.parents = order.examples
    } else if !order.examples.isEmpty {
      wishes.seeds = .examples(order.examples)
    }
    // What is to be like an example is not to be spread over a grid.
    if order.wish != nil { wishes.drawsAttributes = false }
    return wishes
  }

  private func prepared(_ setup: GenerationSetup) -> RunWorker.Prepared {
    RunWorker.Prepared { control in
      do {
        let summary = try GenerationRun(workspace: workspace, options: setup.options).run(
          service: try setup.service(), control: control)
        return .generated(
          batch: summary.tally.taken > 0 ? summary.tally.batch : nil, RunMessage.ending(summary))
      } catch {
        return .generated(batch: nil, Message(.error, "Not generated: \(error)"))
      }
    }
  }

  private static func unique(_ lines: [String]) -> [String] {
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
  }
}

extension RunMessage {
  /// "paraphrase 3: 9 of 10 made, 1 exact copy left out"
  static func ending(_ summary: GenerationSummary) -> Message {
    let tally = summary.tally
    let wanted = tally.quotas.reduce(0) { $0 + $1.wanted }
    var parts = [
      wanted > 0
        ? "\(Figures.grouped(tally.taken)) of \(Figures.grouped(wanted)) made"
        : "\(Figures.grouped(tally.taken)) made"
    ]
    let left = tally.copies + tally.overfull + tally.wrongLabel + tally.wrongDifficulty + tally.filtered
    if left > 0 { parts.append("\(Figures.grouped(left)) left out") }
    if tally.flagged > 0 { parts.append("\(Figures.grouped(tally.flagged)) flagged by a check") }
    let text = "\(tally.batch): " + parts.joined(separator: ", ")
    switch summary.ending {
    case .failed(let problem): return Message(.error, "\(text). \(problem.message)")
    case .stopped: return Message(.info, "Ended before it was done. \(text)")
    case .budgetSpent: return Message(.warning, "The budget does not allow more. \(text)")
    case .finished:
      if let collapse = tally.collapse { return Message(.warning, "\(text). Stopped: \(collapse)") }
      let short = tally.taken < wanted ? ". The model does not bring what is missing" : ""
      return Message(short.isEmpty ? .info : .warning, text + short)
    }
  }
}
