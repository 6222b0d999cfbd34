import AssayFormats
import Foundation

/// The files of a workspace that belong to people.
struct WorkspaceFiles {
  let folder: URL

  init(folder: URL) { self.folder = URL(fileURLWithPath: folder.path, isDirectory: true) }

  private func url(_ name: String) -> URL {
    // Through a link, so that the link stays one.
    URL(fileURLWithPath: name, relativeTo: folder).resolvingSymlinksInPath()
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// nil: there is no such file.
  ///
  /// - Throws: ``CommandFailure`` when it cannot be read.
  func text(_ name: String) throws(CommandFailure) -> String? {
    guard exists(name) else { return nil }
    guard let data = try? Data(contentsOf: url(name)) else { throw CommandFailure("\(name): cannot be read") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw CommandFailure("\(name): this is not UTF-8; save it as UTF-8")
    }
    return text
  }

  /// Writes a file whole or not at all.
  func write(_ name: String, _ text: String) throws {
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let writer = try AtomicFileWriter(path: file.path, force: true, keepsMode: true)
    try writer.write(text)
    try writer.finish()
  }
}
