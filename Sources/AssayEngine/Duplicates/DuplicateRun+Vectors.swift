import AssayEmbedding
import AssayModel
import AssayStore

extension DuplicateRun {
  /// Compares by their vectors what is new to the method embedding.
  func searchVectors(_ state: inout State) throws {
    guard settings.methods.contains(.embedding) else { return }
    let known = state.known.first { $0.subject.isEmpty && $0.method == .embedding }
    guard let model = try model(state), state.count > 0 else {
      // What was found before still counts.
      if known == nil { state.summary.methods[DuplicateMethod.embedding.rawValue] = nil }
      return
    }
    state.summary.model = model.identity
    let step = SearchStep(
      .embedding, identity: model.identity + ", " + commonIdentity, settings: settings, known: known)
    guard step.from < state.count else {
      if let recall = step.recall { state.recalls.append(recall) }
      return
    }
    let start = ContinuousClock.now
    let texts = state.texts
    let group = try groups(&state)
    let (vectors, textOf) = try maker(model).vectors(count: state.count) { try texts.text($0) }
    let table = VectorTable(vectors, textOf: textOf, group: group, from: step.from)
    var part = settings
    part.thresholds[.embedding] = step.threshold
    let found = try search(table, floor: part.floor(.embedding), model)
    let pairs = table.expand(found.pairs, group: group, from: step.from)
    try cancellation.check()
    let seconds = start.secondsUntilNow
    try step.write(
      pairs, to: workspace, examples: state.count, seconds: seconds, recall: found.recall,
      floor: Double(found.floor))
    state.recalls.append(found.recall)
    state.summary.methods[DuplicateMethod.embedding.rawValue]?.seconds = seconds
  }

  /// The model that was given, or vectors of hashed n-grams, which are fitted on all texts.
  func model(_ state: State) throws -> (any EmbeddingModel)? {
    if let embedding { return embedding }
    guard hashesWithoutModel, state.count > 0 else { return nil }
    progress(DuplicateProgress(.embedding, done: 0, total: state.count))
    let texts = try (0..<state.count).map { String(decoding: try state.texts.text($0), as: UTF8.self) }
    return HashedNGramModel(fittedOn: texts, threads: threads)
  }

  /// Hashed vectors change with every example that is added: they are not worth keeping.
  func maker(_ model: any EmbeddingModel) -> VectorMaker {
    VectorMaker(
      model: model, workspace: embedding == nil ? nil : workspace, threads: threads,
      cancellation: cancellation, progress: progress)
  }

  /// The pairs of rows of the table.
  func search(_ table: VectorTable, floor: Double, _ model: any EmbeddingModel) throws -> CosineFindings {
    progress(DuplicateProgress(.vectors, done: 0, total: table.rows.count))
    var search = CosineSearch(floor: Float(floor), seed: settings.seed)
    search.model = model.identity
    return try search.find(
      table.rows, firstNew: table.firstNew, threads: threads, isCancelled: isCancelled)
  }
}
