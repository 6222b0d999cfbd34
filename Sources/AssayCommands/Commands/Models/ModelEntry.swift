import AssayEmbedding
import Foundation

/// A model as `assay models list` shows it.
struct ModelEntry: Encodable, Hashable {
  var name: String
  /// "installed", "missing", or "damaged".
  var state: String
  /// SPDX; nil for a model that is not a known one.
  var licence: String?
  /// "embedding" or "chat".
  var use: String
  var dimensions: Int?
  /// Of a chat model.
  var family: String?
  var bytes: Int64
  var package: String?
  var version: String?
  var summary: String?
  var path: String

  /// The known models and those that are there besides, in the library's order.
  static func all(in library: ModelLibrary) -> [ModelEntry] {
    let known = KnownModels.all.map { ModelEntry($0, in: library) }
    let foreign = library.installed().filter { KnownModels.named($0) == nil }
    return known + foreign.map { ModelEntry(foreign: $0, in: library) }
  }

  init(_ model: KnownModel, in library: ModelLibrary) {
    name = model.name
    state = Self.word(for: library.state(of: model.name))
    licence = model.licence
    use = model.family == nil ? "embedding" : "chat"
    dimensions = model.dimensions
    family = model.family
    bytes = Int64(model.files.reduce(0) { $0 + $1.size })
    package = model.package
    version = model.version
    summary = model.summary
    path = library.folder(of: model.name).path
  }

  private init(foreign name: String, in library: ModelLibrary) {
    self.name = name
    use = "embedding"
    state = Self.word(for: library.state(of: name))
    let folder = library.folder(of: name)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    bytes = files.reduce(0) { sum, file in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent(file).path)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
    path = folder.path
  }

  /// What it is for, in two words.
  var purpose: String { dimensions.map { "\($0) dimensions" } ?? (use == "chat" ? "chat" : "–") }

  static func word(for state: ModelLibrary.State) -> String {
    switch state {
    case .missing: "missing"
    case .installed: "installed"
    case .damaged: "damaged"
    }
  }
}
