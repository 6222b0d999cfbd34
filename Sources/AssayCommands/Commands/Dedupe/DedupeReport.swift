import AssayEngine
import AssayModel

/// What a search for near duplicates tells a person.
enum DedupeReport {
  /// The summary, a short table.
  static func lines(_ summary: DuplicateSummary) -> [String] {
    var lines = [
      "\(Figures.count(summary.duplicates, "duplicate")) in \(Figures.count(summary.clusters, "cluster")) "
        + "among \(Figures.count(summary.examples, "example"))"
    ]
    lines += table(summary)
    lines += kinds(summary)
    if summary.nearAccepted > 0 {
      lines.append(
        "\(Figures.count(summary.nearAccepted, "undecided example")) "
          + "\(summary.nearAccepted == 1 ? "is a near duplicate" : "are near duplicates") of accepted ones")
    }
    lines += summary.references.filter { $0.role != .test || $0.examples == 0 }.map(reference)
    lines += omissions(summary)
    if let model = summary.model { lines.append("Vectors by \(model)") }
    lines.append(costs(summary))
    return lines
  }

  /// One or a few lines after an import.
  static func short(_ summary: DuplicateSummary) -> [String] {
    guard summary.clusters > 0 else {
      return ["No near duplicates among \(Figures.count(summary.examples, "example"))"] + omissions(summary)
    }
    return [
      "\(Figures.count(summary.clusters, "cluster")) of near duplicates with "
        + Figures.count(summary.clusters + summary.duplicates, "example")
    ] + kinds(summary) + omissions(summary)
  }

  private static func omissions(_ summary: DuplicateSummary) -> [String] {
    summary.notRun.map { "Not run: \($0.method): \($0.reason)" }
  }

  private static func table(_ summary: DuplicateSummary) -> [String] {
    let rows = DuplicateMethod.allCases.compactMap { method in
      summary.methods[method.rawValue].map { figures in
        [
          method.rawValue, Figures.fixed(figures.threshold, places: 2), Figures.grouped(figures.pairs),
          Figures.fixed(figures.seconds, places: 2),
        ]
      }
    }
    return TextTable.lines([["method", "at", "pairs", "seconds"]] + rows)
  }

  private static func kinds(_ summary: DuplicateSummary) -> [String] {
    guard !summary.kinds.isEmpty else { return [] }
    let parts = DuplicateKind.allCases.compactMap { kind in
      summary.kinds[kind.rawValue].map { "\(name(kind)) \(Figures.grouped($0.duplicates))" }
    }
    return ["Duplicates: " + parts.joined(separator: ", ")]
  }

  private static func name(_ kind: DuplicateKind) -> String {
    switch kind {
    case .exact: "the same"
    case .masked: "the same but for names and numbers"
    case .near: "nearly the same"
    case .contained: "contained in another"
    case .semantic: "the same in other words"
    }
  }

  private static func reference(_ reference: DuplicateSummary.Reference) -> String {
    let rows = "\(Figures.grouped(reference.matchedRows)) of \(Figures.count(reference.rows, "row"))"
    switch reference.role {
    case .test where reference.examples == 0:
      return
        "\(reference.name): none of its \(Figures.count(reference.rows, "row")) occurs among the examples"
    case .seeds:
      return "\(reference.name): \(Figures.count(reference.examples, "example")) "
        + "\(reference.examples == 1 ? "is a copy" : "are copies") of seeds (\(rows))"
    default:
      return "\(reference.name): \(Figures.count(reference.examples, "example")) like \(rows)"
    }
  }

  private static func costs(_ summary: DuplicateSummary) -> String {
    var parts = ["\(Figures.fixed(summary.seconds, places: 1)) s", "\(Int(summary.peakMemoryMB)) MB"]
    if let recall = summary.recallEstimate {
      parts.append("recall \(Figures.fixed(recall, places: 3)), measured on a sample")
    }
    return parts.joined(separator: ", ")
  }

  /// What nobody must overlook: told even when no summary is wanted.
  static func warnings(_ summary: DuplicateSummary) -> [String] {
    var lines = summary.references.filter { $0.role == .test && $0.examples > 0 }.map { reference in
      """
      CONTAMINATION: \(Figures.grouped(reference.matchedRows)) of \(Figures.count(reference.rows, "row")) of the \
      test set \(reference.name) \(reference.matchedRows == 1 ? "occurs" : "occur") among the examples \
      (\(Figures.count(reference.examples, "example"))). A model trained on them is measured too well: leave them \
      out, or take these rows out of the test set.
      """
    }
    if summary.model?.hasPrefix("hashed") == true {
      lines.append(
        "Embedding without a model: hashed n-grams find texts with the same words, not with the same meaning; "
          + "assay models fetch gets a model")
    }
    lines += summary.referenceProblems.prefix(20).map(\.description)
    return lines
  }

  static func sentence(_ problem: EmbeddingProblem) -> String {
    switch problem {
    case .notFinite(let model, let index):
      "\(model) gave a vector that holds no number (NaN or infinite), for text \(index + 1) of a batch; "
        + "nothing of the batch was kept"
    case .dimensionsChanged(let model, let expected, let found):
      "\(model) gave vectors of \(found) numbers where it gave \(expected) before; if it is another model now, "
        + "give it another name"
    case .countMismatch(let model, let expected, let found):
      "\(model) gave \(Figures.count(found, "vector")) for \(Figures.count(expected, "text"))"
    case .unreadable(let file, let detail): "\(file): \(detail)"
    }
  }
}
