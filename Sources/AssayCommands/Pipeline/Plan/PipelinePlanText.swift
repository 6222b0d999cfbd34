import AssayModel
import TerminalCore

/// A plan for a person.
struct PipelinePlanText {
  let plan: PipelinePlan

  private static let width = 79
  private static let gutter = 16

  var lines: [String] {
    let definition = plan.definition
    let budget = definition.budget.map { ", at most \(Figures.money($0)) for all" } ?? ", no budget"
    let rounds = plan.rounds > 1 ? ", round \(plan.rounds)" : ""
    var lines = ["\(definition.name): \(Figures.count(definition.stages.count, "stage"))\(budget)\(rounds)"]
    var told: Set<String> = []
    for (number, stage) in plan.stages.enumerated() {
      lines += row("\(number + 1) \(stage.name)", stage.text)
      for note in stage.notes where told.insert(note).inserted { lines += wrapped(note) }
    }
    lines += row("  all", total)
    if let warning { lines += wrapped(warning) }
    return lines.map(DisplayText.safe)
  }

  private func row(_ name: String, _ text: String) -> [String] {
    let head = "  " + name + String(repeating: " ", count: max(1, Self.gutter - 2 - name.count))
    return WrappedLine(text).lines(width: Self.width - Self.gutter).enumerated().map {
      ($0.offset == 0 ? head : String(repeating: " ", count: Self.gutter)) + $0.element
    }
  }

  private func wrapped(_ text: String) -> [String] {
    WrappedLine("    " + text).lines(width: Self.width)
  }

  /// "about 757 requests, 359,411 tokens, cost about 0.49; 0.12 is spent already"
  private var total: String {
    var parts = [plan.left.text]
    if plan.isPartial { parts[0] += ", and what could not be estimated" }
    if plan.spent.requests > 0 {
      let spent = plan.spent.cost.map { "\(Figures.money($0)) is spent" } ?? "what is spent is not known"
      parts.append("\(spent) already, by \(Figures.count(plan.spent.requests, "request"))")
    }
    return parts.joined(separator: "; ")
  }

  private var warning: String? {
    guard plan.isOverBudget == true, let budget = plan.definition.budget, let cost = plan.left.cost else {
      return nil
    }
    let spent = plan.spent.cost ?? 0
    let had = spent > 0 ? "the \(Figures.money(max(0, budget - spent))) that is left of" : ""
    let over = had.isEmpty ? "the budget of \(Figures.money(budget))" : "\(had) the budget"
    return
      "Warning: about \(Figures.money(cost)) is more than \(over); the pipeline will end before it is done, and goes on "
      + "once the budget is higher"
  }
}
