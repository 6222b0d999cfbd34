import AssayDuplicates
import AssayModel
import AssayStore

extension DuplicateRun {
  /// Compares the examples that are new with the rows of each set.
  func compareReferences(_ state: inout State) throws {
    try workspace.keepMatches(
      ofSets: settings.references.map(\.name), methods: settings.methods)
    let fields = ComparedFields(names: settings.fields)
    for set in settings.references {
      try search.cancellation.check()
      search.progress(DuplicateProgress(.reference(set.name)))
      let rows = try ReferenceRows(set, fields: fields, cancellation: search.cancellation)
      if state.count > 0, !rows.texts.isEmpty { try compare(set, rows, &state) }
      let matches = try workspace.referenceMatches().filter { $0.set == set.name }
      state.summary.count(matches, set: set, rows: rows)
    }
  }

  private func compare(_ set: ReferenceSet, _ rows: ReferenceRows, _ state: inout State) throws {
    let texts = state.texts
    let model = try search.model(count: state.count, text: { try texts.text($0) })
    let common = "\(set.role.rawValue), \(rows.identity), fields \(settings.fields)"
    let words = LexicalFingerprinter(settings).identity + ", " + common + ", recall \(settings.recall)"
    var due: [DuplicateMethod: Comparison] = [:]
    var from: [DuplicateMethod: Int] = [:]
    for method in settings.methods where method != .embedding || model != nil {
      let identity = method == .embedding ? (model?.identity ?? "") + ", " + common : words
      let threshold = settings.threshold(method)
      let known = state.known.first { $0.subject == set.name && $0.method == method }
      let isCurrent = known?.identity == identity && known?.threshold == threshold
      from[method] = isCurrent ? known?.examples ?? 0 : 0
      due[method] = Comparison(
        subject: set.name, method: method, identity: identity, threshold: threshold, floor: threshold,
        examples: state.count, seconds: 0)
    }
    let first = from.values.min() ?? 0
    guard first < state.count else { return }
    // Methods that know more than others are compared from the same example on: the matches that they have are
    // written anew.
    let matcher = ReferenceMatcher(
      rows: rows, examples: first..<state.count, text: { try texts.text($0) }, search: search,
      workspace: workspace)
    let matches = try matcher.matches(of: set, model: model).filter {
      !state.probes.contains(Int($0.example.rawValue) - 1)
    }
    try search.cancellation.check()
    for (method, comparison) in due.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let known = from[method] ?? 0
      try workspace.writeMatches(
        matches.filter { $0.method == method && $0.example.rawValue > Int64(known) },
        comparison: comparison, keepsOlder: known > 0)
    }
  }
}
