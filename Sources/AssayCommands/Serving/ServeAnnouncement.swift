import TerminalCore

/// What `assay models serve` says once the model answers.
struct ServeAnnouncement {
  let model: ServedModel
  let server: ModelServer
  /// The model's name in assay.toml.
  let name: String
  let parallel: Int
  /// The workspace's folder as it was given.
  let workspace: String
  /// Whether this program keeps running.
  let staysHere: Bool

  func ready(seconds: Double) -> String {
    let share = Figures.count(parallel, "request") + " at a time"
    return DisplayText.safe(
      "\(model.name) answers at \(server.address) (\(server.name), \(share), "
        + "ready after \(Figures.fixed(seconds, places: 1)) s)")
  }

  /// - Parameter outcome: nil: the workspace was not to be changed.
  func configured(_ outcome: WorkspacePointer.Outcome?, section: String) -> [String] {
    let file = (workspace == "." ? "" : workspace + "/") + ConfigurationLoader.fileName
    let sentences: [String] =
      switch outcome {
      case .written: ["\(file) now names it: [models.\(name)]"]
      case .unchanged: ["\(file) names it already: [models.\(name)]"]
      case .noFile: ["there is no \(file); `assay init` writes one, and this belongs into it:"]
      case .left(let reason):
        [
          "\(file) was left as it is: \(reason).",
          "This belongs into it (or choose another name with --name):",
        ]
      case nil: ["\(file) was not changed; this belongs into it:"]
      }
    let isThere = outcome == .written || outcome == .unchanged
    let lines = isThere ? [] : section.split(separator: "\n").map { "  \($0)" }
    return (sentences + lines).map(DisplayText.safe)
  }

  var next: [String] {
    let option = workspace == "." ? "" : " --workspace \(workspace)"
    let place = staysHere ? ", in another terminal" : ""
    var lines = ["Next\(place): assay judge\(option) --judge \(name)"]
    if model.isSmall {
      lines.append(
        "This is a very small model and a poor judge: good for trying things out, not for decisions. "
          + "A bigger one: assay models serve /path/to/model.gguf")
    }
    if staysHere { lines.append("Ctrl-C stops it.") }
    return lines.map(DisplayText.safe)
  }
}
