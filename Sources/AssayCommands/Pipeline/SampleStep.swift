import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// Draws the queue at a pipeline's end.
struct SampleStep {
  private let context: PipelineContext

  init(_ context: PipelineContext) { self.context = context }

  /// - Parameters:
  ///   - judge: the version whose scores are looked at; nil: the usual one.
  ///   - seed: the stage's own; a queue with it was drawn by a process that died before it could say so.
  func draw(
    _ stage: SampleStage, from source: [ExampleID], judge: String?, seed: UInt64
  ) throws -> StageFigures {
    let start = ContinuousClock.now
    let workspace = context.workspace
    var figures = StageFigures()
    let drawn: SampleDraw
    if let known = try workspace.draws().first(where: { $0.seed == seed }) {
      drawn = known
    } else {
      let version = try judge.flatMap { name in try workspace.judges().first { $0.name == name }?.id }
      var options = SampleRun.Options(
        size: stage.count, strategy: stage.strategy, judge: version, seed: seed, within: Set(source))
      options.badShare = stage.badShare ?? options.badShare
      options.includesSeeds = stage.includesSeeds == true
      let outcome: SampleRun.Outcome
      do {
        outcome = try SampleRun(
          workspace: workspace, task: context.task, reviewer: context.reviewer, options: options
        ).run(at: Clock.milliseconds())
      } catch SampleRun.Problem.onlySeeds(let count) {
        throw CommandFailure(
          "nothing is undecided but \(Figures.count(count, "seed")) that people have given: include_seeds = true draws "
            + "them too",
          exitCode: 1)
      } catch let problem as SampleRun.Problem {
        throw CommandFailure("\(problem)", exitCode: 1)
      }
      drawn = outcome.draw
      figures.notes = outcome.notes
    }
    figures.draw = drawn.id
    figures.incoming = drawn.population
    // Also what is mixed in: how many of the queue are probes and repeats is nobody's business before it is decided.
    figures.kept = drawn.examples.count
    figures.wall = (ContinuousClock.now - start) / .seconds(1)
    return figures
  }
}
