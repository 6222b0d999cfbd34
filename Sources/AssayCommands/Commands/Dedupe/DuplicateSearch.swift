import AssayEngine
import AssayFormats
import AssayModel
import AssayProviders
import AssayStore

/// A search for near duplicates with its progress on the standard error.
enum DuplicateSearch {
  /// In a workspace.
  static func run(
    _ workspace: Workspace, settings: DuplicateSettings, model: EmbeddingChoice, threads: Int,
    showsProgress: Bool
  ) throws -> DuplicateSummary {
    try told(settings, model, showsProgress) { model, cancellation, progress in
      try DuplicateRun(
        workspace: workspace, settings: settings, embedding: model.vectors, hashesWithoutModel: model.hashes,
        threads: threads, cancellation: cancellation, progress: progress
      ).run()
    } omit: {
      $0.notRun.append($1)
    }
  }

  /// In a file.
  static func run(
    file: String, settings: DuplicateSettings, model: EmbeddingChoice, threads: Int, showsProgress: Bool
  ) throws -> FileDuplicates.Result {
    var problems = 0
    return try told(settings, model, showsProgress) { model, cancellation, progress in
      let result = try FileDuplicates(
        settings: settings, embedding: model.vectors, hashesWithoutModel: model.hashes, threads: threads,
        cancellation: cancellation,
        problem: { problem in
          problems += 1
          if problems <= problemLimit { Console.error(problem.description) }
        }, progress: progress
      ).run(path: file)
      if problems > problemLimit {
        Console.error("and \(Figures.count(problems - problemLimit, "more problem")), which are not shown")
      }
      return result
    } omit: {
      $0.summary.notRun.append($1)
    }
  }

  /// Measures the methods on pairs.
  static func evaluate(
    pairs: String, names: TextPairReader.Names, settings: DuplicateSettings, model: EmbeddingChoice,
    threads: Int,
    showsProgress: Bool
  ) throws -> (PairEvaluation, DuplicateSummary.Omission?) {
    var omission: DuplicateSummary.Omission?
    let evaluation = try told(settings, model, showsProgress) { model, cancellation, progress in
      try PairEvaluation(
        path: pairs, names: names, settings: settings, embedding: model.vectors,
        hashesWithoutModel: model.hashes, threads: threads, cancellation: cancellation,
        problem: { Console.error($0.description) }, progress: progress)
    } omit: {
      omission = $1
    }
    return (evaluation, omission)
  }

  /// Problems beyond this many are counted only.
  private static let problemLimit = 100

  /// Chooses the model, runs, and says what did not run and what went wrong.
  private static func told<Result>(
    _ settings: DuplicateSettings, _ choice: EmbeddingChoice, _ showsProgress: Bool,
    _ body: (ChosenModel, Cancellation, @escaping (DuplicateProgress) -> Void) throws -> Result,
    omit: (inout Result, DuplicateSummary.Omission) -> Void
  ) throws -> Result {
    let line = ProgressLine(isShown: showsProgress)
    defer { line.finish() }
    return try Interruption.handled { cancellation in
      do {
        let model =
          settings.methods.contains(.embedding)
          ? try choice.model(RuntimeEnvironment.current.models, cancellation: cancellation) : .none("")
        var result = try body(ChosenModel(model), cancellation) { progress in
          line.update { sentence(progress) }
        }
        if settings.methods.contains(.embedding), case .none(let reason) = model {
          omit(&result, DuplicateSummary.Omission(method: DuplicateMethod.embedding.rawValue, reason: reason))
        }
        return result
      } catch let problem as EmbeddingProblem {
        throw CommandFailure(DedupeReport.sentence(problem))
      } catch let problem as ProviderError {
        throw CommandFailure("\(problem)")
      }
    }
  }

  private struct ChosenModel {
    var vectors: (any EmbeddingModel)?
    var hashes = false

    init(_ model: EmbeddingChoice.Model) {
      switch model {
      case .model(let model): vectors = model
      case .hashed: hashes = true
      case .none: break
      }
    }
  }

  private static func sentence(_ progress: DuplicateProgress) -> String {
    let stage =
      switch progress.stage {
      case .reading: "reading"
      case .candidates: "looking for pairs"
      case .comparing: "comparing words"
      case .measuring: "measuring the recall"
      case .embedding: "making vectors"
      case .vectors: "comparing vectors"
      case .reference(let name): "comparing with \(name)"
      case .clustering: "forming clusters"
      }
    guard progress.total > 0 else { return "Near duplicates: \(stage)" }
    let share = min(100, 100 * progress.done / progress.total)
    return "Near duplicates: \(stage), \(share) % of \(Figures.grouped(progress.total))"
  }
}
