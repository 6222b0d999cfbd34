import AssayDuplicates
import AssayModel
import AssayParallel
import AssayStore

extension DuplicateRun {
  /// Compares by words what is new to each of the lexical methods.
  func searchWords(_ state: inout State) throws {
    let fingerprints = FingerprintSettings(settings)
    let identity = fingerprints.fingerprinter.identity + ", " + commonIdentity + ", recall \(settings.recall)"
    let steps = settings.methods.filter { $0 != .embedding }.map { method in
      SearchStep(
        method, identity: identity, settings: settings,
        known: state.known.first { $0.subject.isEmpty && $0.method == method })
    }
    state.recalls += steps.filter { $0.from >= state.count }.compactMap(\.recall)
    // Methods that stopped at the same example are searched for together: most of the work is shared.
    let due = Dictionary(grouping: steps.filter { $0.from < state.count }, by: \.from)
    guard !due.isEmpty else { return }
    try makeFingerprints(fingerprints, count: state.count, texts: state.texts)
    let corpus = try corpus(fingerprints, &state)
    for (from, steps) in due.sorted(by: { $0.key < $1.key }) {
      try compare(corpus, from: from, steps, &state)
    }
  }

  private func compare(_ corpus: LexicalCorpus, from: Int, _ steps: [SearchStep], _ state: inout State) throws
  {
    var part = settings
    part.methods = Set(steps.map(\.method))
    for step in steps { part.thresholds[step.method] = step.threshold }
    let findings = try LexicalSearch(settings: part, threads: search.threads).find(
      corpus, firstNew: from, progress: { search.progress(DuplicateProgress($0)) },
      isCancelled: search.isCancelled)
    let byMethod = Dictionary(grouping: findings.pairs, by: \.method)
    for step in steps.sorted(by: { $0.method.rawValue < $1.method.rawValue }) {
      let seconds = findings.methods[step.method]?.seconds ?? 0
      let recall = step.method == .minhash ? findings.recall?.share : nil
      try step.write(
        byMethod[step.method] ?? [], to: workspace, examples: state.count, seconds: seconds, recall: recall)
      state.summary.methods[step.method.rawValue]?.seconds = seconds
      if let recall = recall ?? step.recall { state.recalls.append(recall) }
    }
  }

  // MARK: Fingerprints

  /// Makes the fingerprints that are missing, some thousands and a transaction at a time.
  private func makeFingerprints(_ settings: FingerprintSettings, count: Int, texts: ExampleTextPool) throws {
    let all = ExampleID(1)...ExampleID(Int64(count))
    let missing = try workspace.examplesWithoutFingerprint(in: all, settings: settings.number, limit: count)
    let batch = 16_384
    for start in stride(from: 0, to: missing.count, by: batch) {
      try search.cancellation.check()
      search.progress(DuplicateProgress(.reading, done: start, total: missing.count))
      let ids = missing[start..<min(start + batch, missing.count)]
      let makers = MakerPool(settings.fingerprinter)
      let fingerprints = try Parallel(threads: search.threads).map(count: ids.count, part: 256) { place in
        let id = ids[ids.startIndex + place]
        return Fingerprint(example: id, bands: makers.bytes(of: try texts.text(Int(id.rawValue) - 1)))
      }
      try workspace.write(fingerprints, settings: settings.number)
    }
  }

  private func corpus(_ settings: FingerprintSettings, _ state: inout State) throws -> LexicalCorpus {
    let texts = state.texts
    let reader = try workspace.fingerprints(settings: settings.number)
    let group = try groups(&state)
    return try LexicalCorpus(
      count: state.count, fingerprinter: settings.fingerprinter, group: group, text: { try texts.text($0) },
      stored: { index, take in
        let isThere = try reader.next { example, bytes in
          guard example.rawValue == Int64(index) + 1, settings.fingerprinter.isCurrent(bytes) else {
            throw WorkspaceError.corrupt(
              path: workspace.path, detail: "the fingerprint of example \(index + 1)")
          }
          take(bytes)
        }
        guard isThere else {
          throw WorkspaceError.corrupt(path: workspace.path, detail: "no fingerprint of example \(index + 1)")
        }
      })
  }
}

extension DuplicateProgress {
  init(_ progress: LexicalProgress) {
    let stage: Stage =
      switch progress.stage {
      case .candidates: .candidates
      case .comparing: .comparing
      case .measuring: .measuring
      }
    self.init(stage, done: progress.done, total: progress.total)
  }
}
