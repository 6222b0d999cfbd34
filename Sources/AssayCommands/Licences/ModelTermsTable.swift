import AssayModel
import Foundation

/// The data file of known families: those of the file in the configuration folder before those that are shipped.
struct ModelTermsTable: Sendable {
  /// The name of a person's own file in the configuration folder.
  static let fileName = "licences.toml"
  /// Said wherever terms are shown.
  static let caution =
    "Verify before use: terms change, and a service that runs the model may have terms of its own."

  var families: [ModelTerms]

  /// The terms of a model by its name and the address that serves it; nil: not known.
  func terms(model: String, url: String) -> ModelTerms? { all(model: model, url: url).first }

  /// All that apply: those of the service first, which are agreed to by using it, then those of the model.
  func all(model: String, url: String) -> [ModelTerms] {
    let host = Self.host(of: url)
    let service = host.isEmpty ? nil : families.first { $0.serves(host) }
    var best: (terms: ModelTerms, fit: Int)?
    for terms in families {
      guard let fit = terms.fit(model: model), fit > best?.fit ?? -1 else { continue }
      best = (terms, fit)
    }
    return [service, best?.terms].compactMap { $0 }.reduce(into: []) { result, terms in
      if !result.contains(terms) { result.append(terms) }
    }
  }

  /// What a person wrote down in [models.NAME] counts before what the file knows.
  ///
  /// - Returns: what travels with every example that the model writes.
  func travelText(for endpoint: ModelEndpoint) -> String {
    if let own = endpoint.licence { return own }
    let known = all(model: endpoint.model, url: endpoint.url)
    return known.isEmpty ? "not known" : known.map(\.travelText).joined(separator: "; ")
  }

  /// What to show before a run that writes examples with the model: for people, each line to be wrapped.
  func lines(for endpoint: ModelEndpoint) -> [String] {
    let known = all(model: endpoint.model, url: endpoint.url)
    var lines = known.flatMap { terms in
      [
        "Terms of \(endpoint.model): \(terms.title)"
          + (terms.restrictsCompetingModels ? ", restricts training competing models" : ""),
        "  \(terms.clause)", "  \(terms.link)",
      ]
    }
    if known.isEmpty {
      lines.append("Terms of \(endpoint.model): not known: read the terms before you train on its output.")
    }
    if let own = endpoint.licence { lines.append("  [models.\(endpoint.name)] says: \(own)") }
    return known.isEmpty ? lines : lines + ["  " + Self.caution]
  }

  /// In small letters, without a port; empty: there is none.
  private static func host(of url: String) -> String {
    guard let scheme = url.range(of: "://") else { return "" }
    let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    let address = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return address.prefix { $0 != ":" }.lowercased()
  }

  /// The shipped families with those of the configuration folder before them; those take the place of shipped ones of
  /// the same key.
  ///
  /// - Throws: ``CommandFailure`` that names every mistake.
  static func load(_ folders: ConfigurationFolders) throws -> ModelTermsTable {
    let shipped = try ModelTermsFile(text: ShippedModelTerms.text, name: "the shipped licences")
    let file = folders.personal.appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      return ModelTermsTable(families: shipped.entries.map(\.terms))
    }
    guard let data = try? Data(contentsOf: file), let text = String(validating: data, as: UTF8.self) else {
      throw CommandFailure("\(file.path): cannot be read as UTF-8; correct it, or move it away")
    }
    let own = try ModelTermsFile(text: text, name: file.path)
    let keys = Set(own.entries.map(\.key))
    return ModelTermsTable(
      families: (own.entries + shipped.entries.filter { !keys.contains($0.key) }).map(\.terms))
  }
}
