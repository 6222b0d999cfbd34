import AssayModel

/// Money that may be spent. A request reserves the most that it can cost before it goes out, so that whatever comes back
/// fits.
struct Budget {
  let limit: Double?
  /// What this run and others may spend together; nil: there is no such limit.
  let shared: SharedBudget?
  private(set) var spent = 0.0
  private(set) var reserved = 0.0

  init(limit: Double?, shared: SharedBudget? = nil) {
    self.limit = limit
    self.shared = shared
  }

  /// - Returns: false when the request might exceed the budget.
  mutating func reserve(_ most: Double) -> Bool {
    if let limit, spent + reserved + most > limit { return false }
    if let shared, !shared.reserve(most) { return false }
    reserved += most
    return true
  }

  /// - Parameter actual: what it cost in the end; nil: unknown, so the most is taken for it.
  mutating func settle(reserved most: Double, actual: Double?) {
    reserved = max(0, reserved - most)
    spent += actual ?? most
    shared?.settle(reserved: most, actual: actual ?? most)
  }

  /// Whether somebody else holds a part of it, of which some may come back.
  var isHeldElsewhere: Bool { shared?.isHeld ?? false }
}
