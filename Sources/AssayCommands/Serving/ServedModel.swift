import AssayEmbedding
import Foundation

/// The model that a server is to serve, and what is known of it.
struct ServedModel: Hashable {
  /// What the server calls it.
  var name: String
  /// Nil where it is not known.
  var family: String?
  /// SPDX; nil where it is not known.
  var licence: String?
  /// The file that llama.cpp reads; nil for a model that the server has itself.
  var file: URL?
  /// The longest text it was trained for, in tokens; nil where it is not known.
  var contextLength: Int?
  /// Whether it is the small one, which is good for trying things out only.
  var isSmall = false

  /// A chat model of the library, or a file.
  ///
  /// - Parameter name: a known model, a folder of the library with one GGUF file in it, or the path of such a file; nil:
  ///   the first known one.
  /// - Throws: ``CommandFailure`` that says how to get it.
  static func local(_ name: String?, in library: ModelLibrary) throws -> ServedModel {
    let name = try name ?? preset()
    if let known = KnownModels.named(name) { return try Self.known(known, in: library) }
    if name.contains("/") || name.lowercased().hasSuffix(".gguf") {
      return try Self.file(URL(fileURLWithPath: name), name: nil, shown: name)
    }
    if let file = onlyFile(in: library.folder(of: name)) {
      return try Self.file(file, name: name, shown: file.path)
    }
    throw CommandFailure(
      "there is no chat model \"\(name)\"\(Spelling.hint(for: name, among: KnownModels.chat.map(\.name))); "
        + "give one of those, or the path of a .gguf file")
  }

  private static func preset() throws -> String {
    guard let best = KnownModels.chat.first else { throw CommandFailure("no chat model is known") }
    return best.name
  }

  private static func known(_ model: KnownModel, in library: ModelLibrary) throws -> ServedModel {
    guard let family = model.family, let file = model.files.first else {
      throw CommandFailure(
        "\(model.name) is an embedding model, which runs without a server and cannot answer")
    }
    switch library.state(of: model.name) {
    case .missing:
      throw CommandFailure("\(model.name) is not installed; get it with: assay models fetch \(model.name)")
    case .damaged(let file):
      throw CommandFailure(
        "\(model.name) is damaged (\(file)); get it again with: assay models fetch \(model.name)")
    case .installed: break
    }
    let place = library.folder(of: model.name).appendingPathComponent(file.name)
    return ServedModel(
      name: model.name, family: family, licence: model.licence, file: place,
      contextLength: (try? GGUFHeader(place))?.contextLength, isSmall: true)
  }

  private static func file(_ file: URL, name: String?, shown: String) throws -> ServedModel {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      throw CommandFailure("\(shown): there is no such file")
    }
    if isFolder.boolValue {
      throw CommandFailure("\(shown): is a folder; give the path of the .gguf file in it")
    }
    do throws(GGUFHeader.Problem) {
      let header = try GGUFHeader(file)
      return ServedModel(
        name: name ?? file.deletingPathExtension().lastPathComponent, family: header.family,
        licence: header.licence, file: file.standardizedFileURL, contextLength: header.contextLength)
    } catch {
      throw CommandFailure("\(shown): \(error)")
    }
  }

  private static func onlyFile(in folder: URL) -> URL? {
    let name = folder.lastPathComponent
    guard !name.hasPrefix(".") else { return nil }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let models = files.filter { $0.lowercased().hasSuffix(".gguf") && !$0.hasPrefix(".") }
    return models.count == 1 ? folder.appendingPathComponent(models[0]) : nil
  }
}
