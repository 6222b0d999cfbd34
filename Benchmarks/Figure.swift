import Foundation

/// One line of the table.
struct Figure {
  var name: String
  var measured: String
  /// What it should be; empty where nothing was promised.
  var target = ""
  /// nil: there is no target.
  var isMet: Bool?

  /// A figure with an upper limit.
  static func atMost(_ limit: Double, _ value: Double, _ name: String, unit: String, more: String = "")
    -> Figure
  {
    Figure(
      name: name, measured: number(value) + " " + unit + more, target: "≤ \(number(limit)) \(unit)",
      isMet: value <= limit)
  }

  /// A figure with a lower limit.
  static func atLeast(_ limit: Double, _ value: Double, _ name: String, unit: String, more: String = "")
    -> Figure
  {
    Figure(
      name: name, measured: number(value) + " " + unit + more, target: "≥ \(number(limit)) \(unit)",
      isMet: value >= limit)
  }

  /// Three digits that count, thousands marked off.
  static func number(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
    let text = String(format: "%.\(digits)f", value)
    guard abs(value) >= 1000 else { return text }
    var result = ""
    for (index, digit) in text.reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }

  /// All figures as a Markdown table, aligned so that it reads well as plain text.
  static func table(_ figures: [Figure]) -> String {
    let rows =
      [["Figure", "Measured", "Target", ""], ["---", "---", "---", "---"]]
      + figures.map { [$0.name, $0.measured, $0.target, $0.isMet.map { $0 ? "met" : "MISSED" } ?? ""] }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        cell + String(repeating: cell == "---" ? "-" : " ", count: widths[column] - cell.count)
      }
      return "| " + cells.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }
}

extension [Double] {
  /// The smallest value that at least `share` of all do not exceed.
  func percentile(_ share: Double) -> Double {
    let sorted = self.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[Swift.min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
  }
}
