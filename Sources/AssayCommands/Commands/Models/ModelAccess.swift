import AssayModel
import Foundation

/// What must be there before a model can be asked.
enum ModelAccess {
  /// - Throws: ``CommandFailure`` when a key's variable is not set or a recording is not there.
  static func check(
    _ endpoints: [ModelEndpoint], environment: [String: String], folder: URL
  ) throws(CommandFailure) {
    for endpoint in endpoints {
      if let variable = endpoint.keyVariable, (environment[variable] ?? "").isEmpty {
        throw CommandFailure(
          "the environment variable \(variable), which [models.\(endpoint.name)] names for its key, is not set; "
            + "export it in this shell, or take the line \"key\" out of assay.toml if the server needs none")
      }
      guard let recording = endpoint.recording else { continue }
      let file = URL(fileURLWithPath: recording, relativeTo: folder)
      if !FileManager.default.isReadableFile(atPath: file.path) {
        throw CommandFailure(
          "\(file.path): cannot be read, and is the recording of [models.\(endpoint.name)]; `assay judge --record` "
            + "writes one with a model that answers")
      }
    }
  }

  /// - Throws: ``CommandFailure`` when a budget cannot be kept, since nobody knows what an answer costs.
  static func check(budget: Double?, _ endpoints: [ModelEndpoint]) throws(CommandFailure) {
    guard let budget, budget > 0, let model = endpoints.first(where: { !$0.isPriced }) else { return }
    throw CommandFailure(
      "a budget needs prices: [models.\(model.name)] in assay.toml has no \"price_in\" and \"price_out\" "
        + "(for a million tokens; 0 where it is free)")
  }
}
