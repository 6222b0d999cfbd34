import AssayStore
import Foundation

/// What somebody without a workspace should do.
enum Beginning {
  /// - Parameter folder: the workspace's folder as it was given, relative to the current one.
  static func sentence(folder: String) -> String {
    let place = folder == "." ? "this folder" : folder
    let option = folder == "." ? "" : " --workspace " + folder
    // Who has described the task already goes on with the second step.
    let isDescribed = FileManager.default.fileExists(atPath: folder + "/" + ConfigurationLoader.fileName)
    let first = "  assay init\(option)                   describe the task in assay.toml\n"
    return """
      there is no workspace in \(place) (no \(Workspace.fileName)). To begin:
      \(isDescribed ? "" : first)  assay import\(option) examples.jsonl  take in your examples (JSONL, JSON, CSV, TSV, gzip'd or not)
        assay\(option)                        review them
      Real samples to try are in the folder sample-data of the project; `make run` there opens one.
      """
  }
}
