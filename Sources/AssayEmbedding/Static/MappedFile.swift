import AssayModel
import Foundation

/// A file that is read through the page cache (mmap), as long as the value lives.
final class MappedFile: Sendable {
  let path: String
  private let data: Data

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)``.
  init(_ file: URL) throws {
    path = file.path
    do {
      data = try Data(contentsOf: file, options: .alwaysMapped)
    } catch {
      let exists = FileManager.default.fileExists(atPath: file.path)
      throw EmbeddingProblem.unreadable(
        file: file.path, detail: exists ? "it cannot be read" : "it is missing")
    }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try data.withUnsafeBytes(body)
  }
}
