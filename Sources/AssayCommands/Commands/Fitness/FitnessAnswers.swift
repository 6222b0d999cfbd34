import AssayModel
import Foundation

/// The answers that a script gives in options.
struct FitnessAnswers {
  /// "none", or risks with commas between them.
  let risks: String
  let reason: String?
  /// The options' names, for messages.
  let names: (risks: String, reason: String)
  /// The day that is written down.
  var date = FitnessAnswers.today

  /// Today by the clock of this computer, "2026-11-26".
  static var today: String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    let day = calendar.dateComponents([.year, .month, .day], from: Date())
    return String(format: "%04d-%02d-%02d", day.year ?? 0, day.month ?? 0, day.day ?? 0)
  }

  /// - Throws: ``CommandFailure`` that says what to write.
  func fitness() throws(CommandFailure) -> Fitness {
    let known = Fitness.Risk.allCases.map(\.rawValue)
    let names = risks.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let reason = reason?.trimmingCharacters(in: .whitespaces)
    if names == ["none"] { return Fitness(risks: [], reason: nil, date: date) }
    var found: Set<Fitness.Risk> = []
    for name in names {
      guard let risk = Fitness.Risk(rawValue: name) else {
        throw CommandFailure(
          "\(self.names.risks): there is no risk \"\(name)\""
            + Spelling.hint(for: name, among: ["none"] + known))
      }
      found.insert(risk)
    }
    if found.isEmpty {
      throw CommandFailure(
        "\(self.names.risks) is empty: give none, or of " + known.joined(separator: ", "))
    }
    guard let reason, !reason.isEmpty else {
      throw CommandFailure(
        "\(self.names.risks) names a risk: say with \(self.names.reason) TEXT why it goes on all the same")
    }
    return Fitness(risks: Fitness.Risk.allCases.filter(found.contains), reason: reason, date: date)
  }
}
