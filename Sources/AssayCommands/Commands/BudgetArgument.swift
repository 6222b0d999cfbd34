import ArgumentParser

/// `--budget` of every command that sends something.
enum BudgetArgument {
  /// - Throws: for anything but an amount above 0: with nothing to spend, nothing is sent.
  static func check(_ budget: Double?) throws {
    guard let budget, !(budget > 0 && budget.isFinite) else { return }
    let said = budget == budget.rounded() && abs(budget) < 1e15 ? "\(Int(budget))" : "\(budget)"
    throw ValidationError("--budget must be a positive amount, such as 2.50, not \(said)")
  }
}
