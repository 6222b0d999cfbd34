import AssayModel
import Foundation

/// Asks a person on the terminal whether data from a model is right for the task.
struct FitnessQuestions {
  /// The day that is written down.
  var date = FitnessAnswers.today

  /// - Returns: nil: the input ended, or the person broke off.
  func ask() -> Fitness? {
    say("Is data from a model right for this task? Three questions; press y or n.")
    var risks: [Fitness.Risk] = []
    for risk in Fitness.Risk.allCases {
      say("")
      guard let answer = Console.askKey(risk.question) else { return nil }
      guard answer else { continue }
      risks.append(risk)
      say("  Risk: \(risk.danger)")
      say("  Instead: \(risk.instead)")
    }
    if risks.isEmpty { return Fitness(risks: [], date: date) }
    say("")
    guard let goesOn = Console.askKey("Go on with generated data all the same?") else { return nil }
    guard goesOn else { return Fitness(risks: risks, date: date) }
    while true {
      guard let reason = Console.ask("Why? It is kept in assay.toml and said in the report", default: "")
      else {
        return nil
      }
      if !reason.isEmpty { return Fitness(risks: risks, reason: reason, date: date) }
    }
  }

  private func say(_ line: String) {
    let lines = Console.columns(2).map { WrappedLine(line).lines(width: $0) } ?? [line]
    for line in lines { Console.write(line + "\n", to: 2) }
  }
}
