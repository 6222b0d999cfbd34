import AssayModel

/// How varied texts are, in one sentence; docs/diversity.md says what the figures mean.
enum DiversityText {
  /// Empty: nothing was measured.
  ///
  /// - Parameter collapsed: whether the guard has said what more would bring; its figure is the one with a margin.
  static func sentence(_ report: DiversityReport, collapsed: Bool = false) -> String {
    var parts: [String] = []
    if let rate = report.newClusterRate {
      parts.append(
        report.tellsRates
          ? "\(Figures.fixed(rate, places: 0)) new clusters per 100"
          : "\(report.newTexts ?? 0) of \(Figures.count(report.examples, "text")) \(report.newTexts == 1 ? "was" : "were") "
            + "like none before, too few to tell how varied they are")
    }
    if report.tellsRates, let clusters = report.clusters {
      let expected =
        report.roundedExpectedClusters.map { " of at least about \(Figures.grouped($0))" } ?? ""
      parts.append("\(Figures.count(clusters, "cluster"))\(expected)")
    }
    if report.tellsRates, let ahead = report.saturation?.ahead, !collapsed {
      parts.append(
        "\(Figures.grouped(ahead.texts)) more would bring about \(Figures.grouped(Int(ahead.kinds.rounded()))) new"
      )
    }
    if let share = report.nearDuplicates { parts.append("near copies \(Figures.percent(share))") }
    if let value = report.distinct1 { parts.append("distinct-1 \(Figures.fixed(value, places: 2))") }
    if let value = report.distinct2 { parts.append("distinct-2 \(Figures.fixed(value, places: 2))") }
    if let value = report.selfBLEU { parts.append("self-BLEU \(Figures.fixed(value, places: 2))") }
    if let value = report.vendi {
      parts.append("Vendi/n \(Figures.fixed(value, places: 2))" + words(report.vendiBasis))
    }
    if let value = report.compressionRatio { parts.append("compression \(Figures.fixed(value, places: 1))") }
    return parts.joined(separator: ", ")
  }

  /// " on embeddings (wordllama-l2-supercat-256)", " on n-grams (no embedding model is installed)".
  private static func words(_ basis: VendiBasis?) -> String {
    guard let basis else { return "" }
    let more = (basis.modelName ?? basis.omission).map { " (\($0))" } ?? ""
    return " on \(basis.kind.rawValue)\(more)"
  }
}
