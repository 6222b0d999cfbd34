import ArgumentParser
import AssayModel
import TerminalCore

/// `assay models terms`
struct ModelsTermsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms",
    abstract: "Say what the terms of models say of training on their output.",
    discussion: """
      First the models of assay.toml with the terms that apply to each, then, with --all, every family that is known. \
      A file licences.toml in the configuration folder adds families and takes the place of those of the same name. \
      \(ModelTermsTable.caution)
      """)

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "List all known families too.")
  var all = false

  @Flag(help: "Everything as JSON.")
  var json = false

  func run() throws {
    let folders = RuntimeEnvironment.current.folders
    let report = ModelTermsReport(
      try ModelTermsTable.load(folders), endpoints: try location.configuration(folders).task.models)
    if json { return try JSONOutput.print(report) }
    Console.output(wrapping: report.lines(showsFamilies: all).map(DisplayText.safe))
  }
}

/// Which terms apply to the configured models, and all that are known.
struct ModelTermsReport: Encodable {
  struct Model: Encodable {
    /// Of the section [models.NAME].
    var name: String
    var model: String
    /// What that section says itself.
    var licence: String?
    /// The names of the families that apply, the service's first; empty: not known.
    var families: [String]
    /// What travels with an example of it.
    var travels: String
  }

  var caution = ModelTermsTable.caution
  var models: [Model]
  var families: [ModelTerms]
  private let table: ModelTermsTable
  private let endpoints: [ModelEndpoint]

  init(_ table: ModelTermsTable, endpoints: [ModelEndpoint]) {
    self.table = table
    self.endpoints = endpoints
    families = table.families
    models = endpoints.map { endpoint in
      Model(
        name: endpoint.name, model: endpoint.model, licence: endpoint.licence,
        families: table.all(model: endpoint.model, url: endpoint.url).map(\.name),
        travels: table.travelText(for: endpoint))
    }
  }

  private enum CodingKeys: CodingKey { case caution, models, families }

  /// For people; a line that begins with spaces belongs to the one before it.
  func lines(showsFamilies: Bool) -> [String] {
    var lines = endpoints.flatMap { endpoint in
      ["[models.\(endpoint.name)]"] + table.lines(for: endpoint).map { "  " + $0 }
    }
    if endpoints.isEmpty { lines.append("No model is set up: assay.toml has no section [models.NAME].") }
    guard showsFamilies || endpoints.isEmpty else {
      return lines + ["\(Figures.count(families.count, "family", "families")) known: --all lists them."]
    }
    lines += ["", "\(Figures.count(families.count, "family", "families")) known:"]
    for terms in families {
      lines += [
        terms.title + (terms.restrictsCompetingModels ? ", restricts" : ""),
        "  \(terms.clause)", "  \(terms.link)",
      ]
    }
    return lines + [ModelTermsTable.caution]
  }
}
