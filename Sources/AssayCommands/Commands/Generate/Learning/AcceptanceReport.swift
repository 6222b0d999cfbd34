import AssayGeneration
import AssayModel
import AssayStatistics
import TerminalCore

/// What people accepted and what follows from it, for a person.
struct AcceptanceReport {
  let table: AcceptanceTable
  /// How many examples each technique gets; one that is not named gets none.
  let parts: [Technique: Int]

  init(table: AcceptanceTable, parts: [LearningRound.Part]) {
    self.table = table
    self.parts = Dictionary(parts.map { ($0.technique, $0.count) }, uniquingKeysWith: +)
  }

  private static let width = 79
  /// Of the seeds and labels only the best and the worst.
  private static let listed = 3
  /// Under so many decisions the share of a technique is little more than chance.
  private static let few = 20

  var lines: [String] {
    let head = WrappedLine(headline).lines(width: Self.width)
    guard table.decided > 0 else { return head }
    return (head + techniques + wordings + variants + seeds + labels).map(DisplayText.safe)
  }

  private var headline: String {
    let disputed =
      table.disputed > 0
      ? "; \(Figures.count(table.disputed, "example")) on which people differ "
        + (table.disputed == 1 ? "is left out" : "are left out") : ""
    guard table.decided > 0 else {
      return "What people accepted: nothing that was generated is decided yet, so all is dealt evenly"
        + disputed
    }
    let accepted = table.techniques.reduce(0) { $0 + $1.accepted.successes }
    let noun =
      table.decided == 1 ? "1 generated example" : "\(Figures.grouped(table.decided)) generated examples"
    let few = table.decided < Self.few ? ": too few to go by much" : ""
    return
      "What people accepted: \(Figures.grouped(accepted)) of \(noun) that \(table.decided == 1 ? "is" : "are") "
      + "decided" + few + disputed
  }

  private var techniques: [String] {
    let rows = table.techniques.map { arm in
      let part = parts[arm.technique] ?? arm.next.map { _ in 0 }
      return Self.cells(arm) + [part.map(Figures.grouped) ?? "-"]
    }
    return TextTable.lines([["technique"] + Self.head + ["next"]] + rows)
      + WrappedLine(
        "  \(Figures.wholePercent(table.floor)) % of the next examples are dealt evenly, the rest by the chance that a "
          + "technique is the best one"
      ).lines(width: Self.width)
  }

  private var wordings: [String] {
    grouped(table.phrasings, "wording") { arm in "\(arm.technique.rawValue) \(arm.name)" }
  }

  private var variants: [String] {
    grouped(table.variants, "variant") { arm in "\(arm.technique.rawValue), \(arm.name)" }
  }

  private func grouped(
    _ arms: [AcceptanceArm], _ title: String, _ name: (AcceptanceArm) -> String
  ) -> [String] {
    let known = Set(arms.filter { $0.accepted.n > 0 }.map(\.technique))
    let rows = arms.filter { known.contains($0.technique) }.map { arm in
      var arm = arm
      arm.name = name(arm)
      return Self.cells(arm) + [arm.next.map { Figures.wholePercent($0) + " %" } ?? "-"]
    }
    return rows.isEmpty ? [] : TextTable.lines([[title] + Self.head + ["next"]] + rows)
  }

  private var seeds: [String] {
    extremes(table.seeds, "seed") {
      $0.next ?? 1
    } last: {
      Figures.fixed($0.next ?? 1, places: 2) + " x"
    }
  }

  private var labels: [String] {
    extremes(table.labels, "label") {
      $0.accepted.value ?? 0
    } last: { _ in
      "as wished"
    }
  }

  private func extremes(
    _ arms: [AcceptanceArm], _ title: String, by value: (AcceptanceArm) -> Double,
    last: (AcceptanceArm) -> String
  ) -> [String] {
    guard !arms.isEmpty else { return [] }
    let arms = named(arms)
    let sorted = arms.sorted { (value($0), $1.name) > (value($1), $0.name) }
    let isAll = sorted.count <= 2 * Self.listed
    let shown = isAll ? sorted : Array(sorted.prefix(Self.listed) + sorted.suffix(Self.listed))
    let rows = TextTable.lines(
      [[title] + Self.head + ["next"]] + shown.map { Self.cells($0) + [last($0)] })
    return isAll
      ? rows : rows + ["  and \(Figures.grouped(sorted.count - shown.count)) between; --json lists all"]
  }

  /// With their technique where there are several.
  private func named(_ arms: [AcceptanceArm]) -> [AcceptanceArm] {
    guard Set(arms.map(\.technique)).count > 1 else { return arms }
    return arms.map { arm in
      var arm = arm
      arm.name = "\(arm.technique.rawValue), \(arm.name)"
      return arm
    }
  }

  private static let head = ["n", "accepted", "95 % interval"]

  private static func cells(_ arm: AcceptanceArm) -> [String] {
    let rate = arm.accepted.value.map { Figures.wholePercent($0) + " %" } ?? "-"
    let interval = arm.interval.map {
      "\(Figures.wholePercent($0.lower))-\(Figures.wholePercent($0.upper)) %"
    }
    return [shortened(arm.name), Figures.grouped(arm.accepted.n), rate, interval ?? "-"]
  }

  private static func shortened(_ name: String) -> String {
    name.count <= 36 ? name : name.prefix(35) + "…"
  }
}
