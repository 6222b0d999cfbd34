import AssayModel
import AssayText
import Dispatch
import Foundation
import Synchronization

/// An embedding model without a network: each token has a vector, a text's vector is their mean, of unit length.
///
/// Two families are read, each as its own Python code computes it:
/// - Model2Vec (Tulkens and van Dongen 2024): a tensor named `embeddings` and a `config.json`; tokens of unknown words
///   are left out, a text is cut after `max_length` tokens (512), a token may have a weight and share its vector;
/// - WordLlama and other plain tables: any file with one two-dimensional tensor; every token counts.
///
/// ```swift
/// let model = try StaticModel(folder: folder, name: "wordllama-l2-supercat-256")
/// let vectors = try model.embed(["charged twice", "billed two times"])
/// ```
public final class StaticModel: EmbeddingModel {
  public let identity: String
  /// What the model is called.
  public let name: String
  /// Numbers in a vector.
  public let dimensions: Int
  private let tokenizer: Tokenizer
  private let table: TokenVectors
  private let rules: PoolingRules
  private let threads: Int
  private let scratches = Mutex<[TokenizerScratch]>([])

  /// Opens the model in a folder with a `.safetensors` file and a `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - name: What to call it; nil: the folder's name.
  ///   - threads: How many threads to embed with. The vectors are the same for any number.
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)``.
  public init(
    folder: URL, name: String? = nil, threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws {
    guard let weights = ModelFolder.weights(in: folder) else {
      throw EmbeddingProblem.unreadable(file: folder.path, detail: "it has no .safetensors file")
    }
    guard let tokenizerFile = ModelFolder.tokenizer(in: folder) else {
      throw EmbeddingProblem.unreadable(file: folder.path, detail: "it has no tokenizer.json")
    }
    self.name = name ?? folder.lastPathComponent
    self.threads = max(1, threads)
    let tensors = try Safetensors(weights)
    tokenizer = try Tokenizer(tokenizerFile)
    table = try TokenVectors(tensors, file: weights.path)
    rules = try PoolingRules(
      configuration: ModelFolder.configuration(in: folder), isModel2Vec: tensors.tensor("embeddings") != nil,
      tokenizer: tokenizer)
    dimensions = table.dimensions
    identity = "\(self.name) \(try Self.fingerprint([weights, tokenizerFile]))"
  }

  public func embed(_ texts: [String]) throws -> Embeddings {
    TextRows.embed(
      texts, dimensions: dimensions, threads: threads, take: takeScratch,
      giveBack: { scratch in scratches.withLock { $0.append(scratch) } },
      write: { text, row, scratch in embed(text, into: row, &scratch) })
  }

  private func takeScratch() -> TokenizerScratch { scratches.withLock { $0.popLast() } ?? TokenizerScratch() }

  private func embed(
    _ text: String, into row: UnsafeMutableBufferPointer<Float>, _ scratch: inout TokenizerScratch
  ) {
    var text = rules.shortened(text)
    text.withUTF8 { tokenizer.encode($0, limit: rules.mostTokens, &scratch) }
    if let left = rules.leftOut { scratch.tokens.removeAll { $0 == left } }
    table.addMean(of: scratch.tokens, to: row)
  }

  /// Names the contents of files, so that vectors of another version are never taken for this one's.
  private static func fingerprint(_ files: [URL]) throws -> String {
    try files.map { file in
      let hash = try MappedFile(file).withBytes { ContentHash(bytes: Array($0)) }
      return String(hash.hex.prefix(8))
    }.joined()
  }
}
