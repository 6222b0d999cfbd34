import AssayModel

/// Reads [fitness].
struct FitnessSection {
  let file: String
  /// nil: it could not be understood.
  private(set) var fitness: Fitness?
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  static let keys = ["risks", "reason", "date"]

  /// - Parameter line: of the section's head.
  mutating func read(_ entries: [ConfigurationValue.Entry], line: Int) {
    var section = SectionReader(entries, file: file, section: "fitness", known: Self.keys)
    let known = Fitness.Risk.allCases.map(\.rawValue)
    if section.line(of: "risks") == nil {
      section.note(line, "\"risks\" is missing: [] for none, else of " + known.joined(separator: ", "))
    }
    let names = section.namesWithLines("risks")
    var risks: [Fitness.Risk] = []
    for (name, line) in names ?? [] {
      if let risk = Fitness.Risk(rawValue: name) {
        risks.append(risk)
      } else {
        section.note(line, "\"risks\": there is no \"\(name)\"" + Spelling.hint(for: name, among: known))
      }
    }
    let reason = section.filled("reason")
    let date = section.required("date", "the day of the answer, such as \"2026-01-31\"", line: line)
    if let date, date.count != 10 || !ModelTermsFile.isDate(date) {
      section.note(section.line(of: "date"), "\"date\" must be a day such as \"2026-01-31\", not \"\(date)\"")
    }
    problems += section.problems
    guard problems.isEmpty, let date, names != nil else { return }
    fitness = Fitness(risks: risks, reason: reason, date: date)
  }
}
