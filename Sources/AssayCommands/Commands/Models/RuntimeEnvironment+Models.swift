import AssayEmbedding
import Foundation

extension RuntimeEnvironment {
  /// `$XDG_DATA_HOME/assay`, else `~/.local/share/assay`.
  var data: URL {
    let home = variables["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    // The XDG base directory specification: relative paths are to be ignored.
    let configured = variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return URL(fileURLWithPath: configured ?? home + "/.local/share", isDirectory: true)
      .appendingPathComponent("assay", isDirectory: true)
  }

  /// The folder `models` in ``data``.
  var models: ModelLibrary {
    ModelLibrary(folder: data.appendingPathComponent("models", isDirectory: true))
  }
}
