import AssayGeneration
import Foundation
import TerminalCore

/// The prompts of a workspace, one file for each technique.
struct PromptFiles {
  private let files: WorkspaceFiles

  init(folder: URL) { files = WorkspaceFiles(folder: folder) }

  /// Writes those that are not there; what is there is somebody's work.
  ///
  /// - Returns: the names of those that were written.
  func write() throws -> [String] {
    var written: [String] = []
    for (name, text) in DefaultTemplates.files where !files.exists(name) {
      do {
        try files.write(name, text)
      } catch {
        throw CommandFailure("\(name): cannot be written (\(error)); check the folder's rights")
      }
      written.append(name)
    }
    return written
  }

  /// Writes them and says so.
  func tell() throws {
    let written = try write()
    if written.isEmpty {
      throw CommandFailure("prompts/ has a prompt of every technique already; edit those")
    }
    for name in written { Console.output("Wrote " + DisplayText.safe(name)) }
  }
}
