import AssayModel

/// Reads [duplicates] and the sections inside it.
struct DuplicatesSection {
  let file: String
  /// As far as they could be understood.
  private(set) var settings: DuplicateSettings
  private(set) var problems: [ConfigurationProblem] = []

  /// - Parameter settings: what holds where the section says nothing.
  init(file: String, settings: DuplicateSettings) {
    self.file = file
    self.settings = settings
  }

  static let keys = [
    "methods", "threshold", "thresholds", "fields", "same", "equality", "words", "characters", "permutations",
    "recall", "seed", "embedding", "sets",
  ]

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    var section = SectionReader(entries, file: file, section: "duplicates", known: Self.keys)
    readMethods(&section)
    readThresholds(&section)
    settings.fields = section.names("fields") ?? settings.fields
    settings.same = section.names("same") ?? settings.same
    readEquality(&section)
    readGram(&section)
    // Under 16 numbers a sketch says next to nothing; over 4,096 it is longer than the texts.
    settings.permutations =
      section.integer("permutations", atLeast: 16, atMost: 4096) ?? settings.permutations
    if let recall = section.share("recall") {
      if recall < 1 {
        settings.recall = recall
      } else {
        section.note(section.line(of: "recall"), "\"recall\" must be under 1: bands never promise every pair")
      }
    }
    settings.seed = section.integer("seed", atLeast: 0).map(UInt64.init) ?? settings.seed
    if let name = section.string("embedding", meaning: "the name of a model in quotes") {
      if name.isEmpty {
        section.note(section.line(of: "embedding"), "\"embedding\" is empty; `assay models` lists the models")
      } else {
        settings.embedding = name
      }
    }
    readSets(&section)
    problems += section.problems
  }

  // MARK: Keys

  private static let methodNames = DuplicateMethod.allCases.map(\.rawValue)

  private mutating func readMethods(_ section: inout SectionReader) {
    guard let names = section.namesWithLines("methods") else { return }
    var methods: Set<DuplicateMethod> = []
    for (name, line) in names {
      if let method = DuplicateMethod(rawValue: name) {
        methods.insert(method)
      } else {
        section.note(
          line,
          "\"methods\": there is no method \"\(name)\"" + Spelling.hint(for: name, among: Self.methodNames))
      }
    }
    if !methods.isEmpty {
      settings.methods = methods
    } else if names.isEmpty {
      section.note(
        section.line(of: "methods"),
        "\"methods\" is empty; known here: " + Self.methodNames.joined(separator: ", "))
    }
  }

  private mutating func readThresholds(_ section: inout SectionReader) {
    let general = section.share("threshold")
    if let general { settings.thresholds[.minhash] = general }
    guard let entries = section.table("thresholds") else { return }
    let known = DuplicateMethod.allCases.filter { $0 != .exact }.map(\.rawValue)
    if let exact = entries.first(where: { $0.key == DuplicateMethod.exact.rawValue }) {
      problems.append(
        ConfigurationProblem(
          file: file, line: exact.line,
          message: "[duplicates.thresholds] \"exact\" has no threshold: its texts are equal"))
    }
    var inner = SectionReader(
      entries.filter { $0.key != DuplicateMethod.exact.rawValue }, file: file,
      section: "duplicates.thresholds",
      known: known)
    for name in known {
      guard let method = DuplicateMethod(rawValue: name), let value = inner.share(name) else { continue }
      if method == .minhash, general != nil {
        inner.note(
          inner.line(of: name), "\"minhash\" stands in [duplicates] too, as \"threshold\"; keep one of them")
      }
      settings.thresholds[method] = value
    }
    section.take(inner)
  }

  private mutating func readEquality(_ section: inout SectionReader) {
    guard let entries = section.table("equality") else { return }
    var inner = SectionReader(
      entries, file: file, section: "duplicates.equality", known: ["unicode", "case", "space", "punctuation"])
    settings.equality.compatibility = inner.boolean("unicode") ?? settings.equality.compatibility
    settings.equality.ignoresCase = inner.boolean("case") ?? settings.equality.ignoresCase
    settings.equality.ignoresSpace = inner.boolean("space") ?? settings.equality.ignoresSpace
    settings.equality.ignoresPunctuation =
      inner.boolean("punctuation") ?? settings.equality.ignoresPunctuation
    section.take(inner)
  }

  private mutating func readGram(_ section: inout SectionReader) {
    let words = section.integer("words", atLeast: 1, atMost: 20)
    let characters = section.integer("characters", atLeast: 1, atMost: 50)
    if let first = section.line(of: "words"), let second = section.line(of: "characters") {
      section.note(
        max(first, second), "\"words\" and \"characters\" exclude each other; keep one of them")
    } else if let words {
      settings.gram = .words(words)
    } else if let characters {
      settings.gram = .characters(characters)
    }
  }

  // MARK: Sets

  private mutating func readSets(_ section: inout SectionReader) {
    guard let entries = section.table("sets") else { return }
    settings.references = []
    for entry in entries {
      guard case .table(let values) = entry.value.content else {
        section.note(
          entry.line,
          "\"sets\": \"\(entry.key)\" must be a section of its own, [duplicates.sets.\(entry.key)], "
            + "not \(entry.value.kind)")
        continue
      }
      readSet(entry.key, values, line: entry.line, &section)
    }
  }

  private mutating func readSet(
    _ name: String, _ values: [ConfigurationValue.Entry], line: Int, _ section: inout SectionReader
  ) {
    var inner = SectionReader(
      values, file: file, section: "duplicates.sets.\(name)", known: ["file", "role"])
    let path = inner.string("file", meaning: "a path in quotes")
    if inner.line(of: "file") == nil {
      inner.note(line, "\"file\" is missing: the file to compare with, as seen from the workspace's folder")
    } else if path?.isEmpty == true {
      inner.note(inner.line(of: "file"), "\"file\" is empty")
    }
    var role = ReferenceSet.Role.other
    let roles = ReferenceSet.Role.allCases.map(\.rawValue)
    if let text = inner.string("role") {
      if let known = ReferenceSet.Role(rawValue: text) {
        role = known
      } else {
        inner.note(
          inner.line(of: "role"), "there is no role \"\(text)\"" + Spelling.hint(for: text, among: roles))
      }
    }
    if let path, !path.isEmpty {
      settings.references.append(ReferenceSet(name: name, file: path, role: role))
    }
    section.take(inner)
  }
}
