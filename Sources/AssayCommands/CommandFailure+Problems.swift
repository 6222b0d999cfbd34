import AssayEngine
import AssayProviders

extension CommandFailure {
  /// Runs `body`; what the layers below say is wrong with the wishes, the models or a recording becomes the command's
  /// sentence.
  ///
  /// - Parameter interrupted: the sentence for a body that was cancelled; it ends with 130, as shells count it.
  static func telling<Value>(
    interrupted: String = "interrupted; nothing was written", _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch is CancellationError {
      throw CommandFailure(interrupted, exitCode: 130)
    } catch let problem where isForPeople(problem) {
      throw CommandFailure("\(problem)")
    }
  }

  private static func isForPeople(_ problem: any Error) -> Bool {
    problem is GenerationProblem || problem is JudgeProblem || problem is TuneProblem
      || problem is ProviderError || problem is RecordingProblem
  }
}
