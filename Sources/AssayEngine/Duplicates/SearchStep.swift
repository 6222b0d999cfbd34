import AssayModel
import AssayStore

/// What one method has to compare so that its pairs are up to date.
struct SearchStep {
  let method: DuplicateMethod
  let identity: String
  /// At which pairs are looked for: the one asked for, or a lower one for which the older pairs were found, so that
  /// those that are added are of one kind with them.
  let threshold: Double
  /// The index of the first example that is new; 0: all are.
  let from: Int
  private let floor: Double
  /// The estimate of the last comparison.
  let recall: Double?

  /// - Parameter known: what was compared by now, if anything.
  init(_ method: DuplicateMethod, identity: String, settings: DuplicateSettings, known: Comparison?) {
    self.method = method
    self.identity = identity
    let wanted = settings.threshold(method)
    if let known, known.identity == identity, known.threshold <= wanted,
      known.floor <= settings.floor(method)
    {
      threshold = known.threshold
      floor = known.floor
      from = known.examples
      recall = known.recall
    } else {
      threshold = wanted
      floor = settings.floor(method)
      from = 0
      recall = nil
    }
  }

  /// Writes what was found.
  ///
  /// - Parameter raised: the floor that was kept to, where there were too many pairs for the one asked for.
  func write(
    _ pairs: [DuplicatePair], to workspace: Workspace, examples: Int, seconds: Double, recall: Double?,
    floor raised: Float? = nil
  ) throws {
    // As a Float 0.85 is a little more than as a Double: only a floor that was really raised counts.
    let floor = raised.map { $0 > Float(self.floor) ? Double($0) : self.floor } ?? self.floor
    let comparison = Comparison(
      method: method, identity: identity, threshold: threshold, floor: floor,
      examples: examples, seconds: seconds, recall: recall ?? self.recall)
    if from == 0 {
      try workspace.replacePairs(pairs, comparison: comparison)
    } else {
      try workspace.addPairs(pairs, comparison: comparison)
    }
  }
}
