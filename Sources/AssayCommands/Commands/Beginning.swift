import AssayStore

/// What somebody without a workspace should do.
enum Beginning {
  static func sentence(folder: String) -> String {
    let place = folder == "." ? "this folder" : folder
    let option = folder == "." ? "" : " --workspace " + folder
    return """
      there is no workspace in \(place) (no \(Workspace.fileName)). To begin:
        assay init\(option)                   describe the task in assay.toml
        assay import\(option) examples.jsonl  take in your examples (JSONL, JSON, CSV, TSV, gzip'd or not)
        assay\(option)                        review them
      Real samples to try are in the folder sample-data of the project; `make run` there opens one.
      """
  }
}
