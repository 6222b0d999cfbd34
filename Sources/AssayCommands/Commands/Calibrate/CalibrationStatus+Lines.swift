import AssayCalibration
import AssayModel

extension CalibrationStatus {
  /// The lines for people.
  var lines: [String] {
    var lines = [
      "Calibration set: \(Figures.grouped(set.all)) of \(Figures.grouped(target)) "
        + "(\(Figures.grouped(set.accepted)) accepted, \(Figures.grouped(set.rejected)) rejected"
        + (set.all > 0 ? "; \(origins.sentence))" : ")")
    ]
    for split in Split.allCases {
      let count = splits[split.rawValue] ?? Count()
      let sealed = split == .test ? openingsText : ""
      lines.append(
        "  \(split.rawValue): \(Figures.grouped(count.all)) (\(count.accepted) accepted, \(count.rejected) rejected)\(sealed)"
      )
    }
    if excluded > 0 {
      lines.append("  left out: \(Figures.count(excluded, "duplicate")) of examples in another split")
    }
    lines += labelLines
    lines.append(draws.isEmpty ? "Queues: none yet; assay calibrate sample draws one" : "Queues:")
    lines += draws.suffix(10).map { draw in
      "  \(draw.draw) \(draw.strategy)\(draw.reviewer.map { ", \($0)" } ?? ""): \(draw.decided) of \(draw.size) decided"
        + (draw.repeats > 0 ? " (and \(Figures.count(draw.repeats, "repeat"))), " : ", ")
        + "worth \(Figures.fixed(draw.effectiveSize, places: 1)) equally drawn ones"
    }
    if let effectiveSize {
      lines.append(
        "With a known chance of being drawn: \(Figures.grouped(drawnByChance)) of \(Figures.grouped(set.all)), worth "
          + "\(Figures.fixed(effectiveSize, places: 1)) equally drawn ones when figures are weighted")
    }
    lines.append(judgeLine)
    lines.append(missing.isEmpty ? "Missing: nothing" : "Missing:")
    return lines + missing.map { "  " + $0 }
  }

  private var openingsText: String {
    openings.count == 0 ? ", never opened" : ", opened \(Figures.count(openings.count, "time"))"
  }

  private var labelLines: [String] {
    let named = labels.filter { $0.key != "" }.sorted { ($1.value.all, $0.key) < ($0.value.all, $1.key) }
    guard !named.isEmpty else { return [] }
    let shown = named.prefix(12).map {
      "  \($0.key): \($0.value.accepted) accepted, \($0.value.rejected) rejected"
    }
    let more = named.count > 12 ? ["  and \(Figures.count(named.count - 12, "more label"))"] : []
    return ["By label:"] + shown + more
  }

  private var judgeLine: String {
    guard let judge else { return "Judge: none has scored anything" }
    let use = judge.isAdopted ? "adopted" : "not adopted"
    let age = judge.daysSinceMeasured.map { "measured \(Figures.count($0, "day")) ago" } ?? "never measured"
    return "Judge: \(judge.name), \(use), keeps \(KeepRuleText.of(judge.rule)), \(age)"
  }
}
