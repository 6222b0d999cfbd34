import AssayEmbedding
import Foundation

extension RuntimeEnvironment {
  /// `$XDG_DATA_HOME/assay/models`, else `~/.local/share/assay/models`.
  var models: ModelLibrary {
    let home = variables["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    // The XDG base directory specification: relative paths are to be ignored.
    let configured = variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return ModelLibrary(
      folder: URL(fileURLWithPath: configured ?? home + "/.local/share", isDirectory: true)
        .appendingPathComponent("assay/models", isDirectory: true))
  }
}
