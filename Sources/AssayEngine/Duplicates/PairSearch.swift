import AssayDuplicates
import AssayEmbedding
import AssayModel
import AssayStore

/// What searches in a workspace, in a file and in a set have in common.
struct PairSearch {
  let settings: DuplicateSettings
  let embedding: (any EmbeddingModel)?
  let hashesWithoutModel: Bool
  let threads: Int
  let cancellation: Cancellation
  let progress: (DuplicateProgress) -> Void

  init(
    settings: DuplicateSettings, embedding: (any EmbeddingModel)?, hashesWithoutModel: Bool, threads: Int,
    cancellation: Cancellation, progress: @escaping (DuplicateProgress) -> Void
  ) {
    var settings = settings
    settings.methods.insert(.exact)
    self.settings = settings
    self.embedding = embedding
    self.hashesWithoutModel = hashesWithoutModel
    self.threads = max(1, threads)
    self.cancellation = cancellation
    self.progress = progress
  }

  var isCancelled: @Sendable () -> Bool {
    let cancellation = cancellation
    return { cancellation.isCancelled }
  }

  /// Summaries of the methods, nothing found yet.
  var emptyMethods: [String: DuplicateSummary.Method] {
    Dictionary(
      uniqueKeysWithValues: settings.methods.map {
        ($0.rawValue, DuplicateSummary.Method(pairs: 0, seconds: 0, threshold: settings.threshold($0)))
      })
  }

  // MARK: Vectors

  /// The model that was given, or vectors of hashed n-grams, which are fitted on all texts; nil: there are no vectors.
  func model(count: Int, text: (Int) throws -> [UInt8]) throws -> (any EmbeddingModel)? {
    guard settings.methods.contains(.embedding), count > 0 else { return nil }
    if let embedding { return embedding }
    guard hashesWithoutModel else { return nil }
    progress(DuplicateProgress(.embedding, done: 0, total: count))
    let texts = try (0..<count).map { String(decoding: try text($0), as: UTF8.self) }
    return HashedNGramModel(fittedOn: texts, threads: threads)
  }

  /// The different vectors of items.
  ///
  /// - Parameter workspace: where vectors are kept. Hashed ones change with every text that is added and are not.
  func table(
    _ model: any EmbeddingModel, count: Int, group: [UInt32]?, from: Int, countsNewCopies: Bool = false,
    workspace: Workspace?,
    text: @escaping @Sendable (Int) throws -> [UInt8]
  ) throws -> VectorTable {
    let maker = VectorMaker(
      model: model, workspace: embedding == nil ? nil : workspace, threads: threads,
      cancellation: cancellation, progress: progress)
    let (vectors, textOf) = try maker.vectors(count: count, text: text)
    return VectorTable(
      vectors, textOf: textOf, group: group, from: from, countsNewCopies: countsNewCopies)
  }

  /// The pairs of rows of the table.
  func cosines(_ table: VectorTable, floor: Double, _ model: any EmbeddingModel) throws -> CosineFindings {
    progress(DuplicateProgress(.vectors, done: 0, total: table.rows.count))
    var search = CosineSearch(floor: Float(floor), seed: settings.seed)
    search.model = model.identity
    return try search.find(
      table.rows, firstNew: table.firstNew, threads: threads, isCancelled: isCancelled)
  }
}

extension DuplicateSettings {
  /// The thresholds of all methods that are asked for.
  var allThresholds: [DuplicateMethod: Double] {
    Dictionary(uniqueKeysWithValues: methods.map { ($0, threshold($0)) })
  }
}
