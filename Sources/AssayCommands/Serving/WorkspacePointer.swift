import AssayFormats
import Foundation

/// Points a workspace's `assay.toml` at a server.
struct WorkspacePointer {
  enum Outcome: Hashable {
    case written
    /// The file said so already.
    case unchanged
    case noFile
    /// The file was left as it is, for this reason.
    case left(String)
  }

  let folder: URL
  let editor: ModelSectionEditor

  func write() -> Outcome {
    // Through a link, so that the link stays one.
    let file = folder.appendingPathComponent(ConfigurationLoader.fileName).resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: file.path) else { return .noFile }
    guard let data = try? Data(contentsOf: file) else { return .left("it cannot be read") }
    guard let text = String(validating: data, as: UTF8.self) else { return .left("it is not UTF-8") }
    do throws(ModelSectionEditor.Problem) {
      let edited = try editor.edited(text)
      if edited == text { return .unchanged }
      return replace(file, with: edited)
    } catch {
      return .left("\(error)")
    }
  }

  private func replace(_ file: URL, with text: String) -> Outcome {
    do throws(AtomicFileWriter.Failure) {
      let writer = try AtomicFileWriter(path: file.path, force: true, keepsMode: true)
      try writer.write(text)
      try writer.finish()
      return .written
    } catch {
      return .left("\(error)")
    }
  }

  /// The settings of a served model.
  static func settings(_ model: ServedModel, _ server: ModelServer, parallel: Int) -> [ModelSectionEditor
    .Setting]
  {
    [
      .text("url", server.address), .text("model", model.name), .text("family", model.family),
      .text("licence", model.licence), .number("concurrency", parallel),
      // A processor takes its time over an answer, and a request that is given up has to be paid with that time again.
      .initial("timeout", 600),
      // So that its cost is known, and a budget can be kept.
      .initial("price_in", 0), .initial("price_out", 0),
      // Small models do not always find an end.
      .initial("max_tokens", 300),
      // A server on this computer takes no key, and speaks OpenAI's protocol.
      .text("key", nil), .text("protocol", nil),
    ]
  }
}
