import AssayModel
import Testing

@Suite struct SharedBudgetTests {
  @Test func reservationsOfAllCountAndWhatIsNotNeededComesBack() {
    let budget = SharedBudget(limit: 1, spent: 0.25)
    #expect(budget.reserve(0.5))
    #expect(!budget.reserve(0.5))
    #expect(budget.isHeld)
    budget.settle(reserved: 0.5, actual: 0.125)
    #expect(!budget.isHeld)
    #expect(budget.spent == 0.375)
    #expect(budget.reserve(0.625))
    #expect(!budget.reserve(0.001))
  }

  @Test func withoutALimitEverythingFits() {
    let budget = SharedBudget(limit: nil)
    #expect(budget.reserve(1e12))
    budget.settle(reserved: 1e12, actual: 3)
    #expect(budget.spent == 3)
  }
}
