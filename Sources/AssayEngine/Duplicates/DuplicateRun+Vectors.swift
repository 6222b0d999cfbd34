import AssayEmbedding
import AssayModel
import AssayStore

extension DuplicateRun {
  /// Compares by their vectors what is new to the method embedding.
  func searchVectors(_ state: inout State) throws {
    guard settings.methods.contains(.embedding) else { return }
    let name = DuplicateMethod.embedding.rawValue
    let known = state.known.first { $0.subject.isEmpty && $0.method == .embedding }
    let texts = state.texts
    guard let model = try search.model(count: state.count, text: { try texts.text($0) }) else {
      // What was found before still counts.
      if known == nil { state.summary.methods[name] = nil }
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
    let group = try groups(&state)
    let table = try search.table(
      model, count: state.count, group: group, from: step.from, workspace: workspace,
      text: { try texts.text($0) })
    var part = settings
    part.thresholds[.embedding] = step.threshold
    let found = try search.cosines(table, floor: part.floor(.embedding), model)
    let pairs = table.expand(found.pairs, group: group, from: step.from)
    try search.cancellation.check()
    let seconds = start.secondsUntilNow
    try step.write(
      pairs, to: workspace, examples: state.count, seconds: seconds, recall: found.recall,
      floor: found.floor)
    state.recalls.append(found.recall)
    state.summary.methods[name]?.seconds = seconds
  }
}
