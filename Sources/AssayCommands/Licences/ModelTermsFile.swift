/// A data file of families, [families.KEY] each.
struct ModelTermsFile {
  struct Entry {
    var key: String
    var terms: ModelTerms
  }

  private(set) var entries: [Entry] = []
  private let name: String
  private var problems: [ConfigurationProblem] = []

  static let keys = ["name", "models", "hosts", "clause", "date", "link", "restricts"]

  /// - Throws: ``CommandFailure`` that names every mistake.
  init(text: String, name: String) throws(CommandFailure) {
    self.name = name
    do {
      let root = try TOMLFile(text: text, name: name).root
      var top = SectionReader(root, file: name, section: "", known: ["families"])
      let families = top.table("families") ?? []
      problems = top.problems
      for family in families { read(family) }
    } catch {
      throw CommandFailure(error.description)
    }
    guard !problems.isEmpty else { return }
    throw CommandFailure(problems.map(\.description).joined(separator: "\n"))
  }

  private mutating func read(_ family: ConfigurationValue.Entry) {
    guard case .table(let values) = family.value.content else {
      problems.append(
        ConfigurationProblem(
          file: name, line: family.line,
          message: "[families] \"\(family.key)\" must be a section, not \(family.value.kind)"))
      return
    }
    var section = SectionReader(values, file: name, section: "families.\(family.key)", known: Self.keys)
    let line = family.line
    let title = section.required("name", "what the terms are called", line: line)
    let clause = section.required("clause", "one sentence on training on output", line: line)
    let date = section.required("date", "the day of the terms, such as \"2025-05-31\"", line: line)
    if let date, !Self.isDate(date) {
      section.note(
        section.line(of: "date"),
        "\"date\" must be a day, month or year, such as \"2025-05-31\", not \"\(date)\"")
    }
    let link = section.required("link", "where the terms stand", line: line)
    if section.line(of: "restricts") == nil {
      section.note(line, "\"restricts\" is missing: true or false; true where it is not sure")
    }
    let restricts = section.boolean("restricts")
    let models = section.names("models") ?? []
    let hosts = section.names("hosts") ?? []
    if models.isEmpty, hosts.isEmpty {
      section.note(line, "\"models\" or \"hosts\" must say to what it applies")
    }
    problems += section.problems
    guard let title, let clause, let date, let link, let restricts else { return }
    entries.append(
      Entry(
        key: family.key,
        terms: ModelTerms(
          name: title, clause: clause, date: date, link: link, restrictsCompetingModels: restricts,
          models: models, hosts: hosts.map { $0.lowercased() })))
  }

  /// "2025-05-31", "2025-05" or "2025".
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return false }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, parts.dropFirst().allSatisfy({ $0.count == 2 }) else { return false }
    if numbers.count > 1, !(1...12).contains(numbers[1]) { return false }
    return numbers.count < 3 || (1...31).contains(numbers[2])
  }
}
