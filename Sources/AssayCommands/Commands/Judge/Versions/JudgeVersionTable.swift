import AssayCalibration
import TerminalCore

/// The judge versions for a person.
enum JudgeVersionTable {
  static func lines(_ entries: [JudgeVersionEntry], depths: [Int]) -> [String] {
    let head = ["", "version", "by", "model", "scored", "dev n", "catch rate", "kappa", "cost", "test catch"]
    let rows = zip(entries, depths).map { entry, depth in
      [
        entry.adopted ? "*" : "", String(repeating: "  ", count: depth) + entry.name,
        entry.author ?? (entry.imported ? "imported" : ""), entry.models.joined(separator: ", "),
        Figures.grouped(entry.scored), "\(entry.dev?.n ?? 0)", rate(entry.dev), number(entry.dev?.kappa),
        number(entry.dev?.expectedCost), rate(entry.test),
      ].map(DisplayText.singleLine)
    }
    let table = [head] + rows
    let widths = head.indices.map { column in table.map { DisplayText.width($0[column]) }.max() ?? 0 }
    let lines = table.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - DisplayText.width(row[column]))
        return column < 4 ? row[column] + space : space + row[column]
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    let note =
      entries.contains(where: \.adopted)
      ? "* in use; rates with their 95 % interval" : "none is adopted; rates with their 95 % interval"
    return lines + [note]
  }

  /// "83 % (61-94)"; "-" where nothing was compared.
  static func rate(_ figures: JudgeVersionEntry.SplitFigures?) -> String {
    guard let rate = figures?.catchRate, let value = rate.value, let low = rate.low, let high = rate.high
    else { return "-" }
    return "\(Figures.wholePercent(value)) % (\(Figures.wholePercent(low))-\(Figures.wholePercent(high)))"
  }

  private static func number(_ value: Double?) -> String { Figures.number(value, places: 2) }
}
