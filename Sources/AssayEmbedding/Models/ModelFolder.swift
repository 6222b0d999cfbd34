import AssayModel
import Foundation

/// The files of a model by their usual names.
enum ModelFolder {
  /// `model.safetensors`, or the only file with that ending.
  static func weights(in folder: URL) -> URL? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let candidates = names.filter { $0.hasSuffix(".safetensors") && !$0.hasPrefix(".") }
    let name = candidates.contains("model.safetensors") ? "model.safetensors" : candidates.only
    return name.map { folder.appendingPathComponent($0) }
  }

  /// `tokenizer.json`, or the only JSON file with "tokenizer" in its name: WordLlama's is called
  /// `l2_supercat_tokenizer_config.json`.
  static func tokenizer(in folder: URL) -> URL? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let candidates = names.filter { $0.contains("tokenizer") && $0.hasSuffix(".json") && !$0.hasPrefix(".") }
    let name = candidates.contains("tokenizer.json") ? "tokenizer.json" : candidates.only
    return name.map { folder.appendingPathComponent($0) }
  }

  /// `config.json`, where there is one.
  static func configuration(in folder: URL) -> URL? {
    let url = folder.appendingPathComponent("config.json")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }
}

extension Array {
  /// The element of an array that has one.
  fileprivate var only: Element? { count == 1 ? self[0] : nil }
}
