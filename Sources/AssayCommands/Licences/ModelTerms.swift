/// What the terms of a family of models say of training other models on its output, as far as the data file knows.
struct ModelTerms: Hashable, Sendable, Codable {
  /// "OpenAI services", "Llama 3.1 community licence".
  var name: String
  /// One sentence on what they say of training on output.
  var clause: String
  /// The day of the terms that the clause is from, and where they stand.
  var date: String
  var link: String
  /// Whether training a model that competes is forbidden, or bound to conditions, as far as known.
  var restrictsCompetingModels: Bool

  /// What travels with every example: the name, the date and the link.
  var travelText: String { "\(name), \(date), \(link)" }
}

/// The data file of known families: the one in the configuration folder, else the one that is shipped.
struct ModelTermsTable: Sendable {
  var families: [ModelTerms]
  /// The terms of a model by its name and the address that serves it; nil: not known.
  func terms(model: String, url: String) -> ModelTerms? { nil }
  static func load(_ folders: ConfigurationFolders) throws -> ModelTermsTable { ModelTermsTable(families: []) }
}
