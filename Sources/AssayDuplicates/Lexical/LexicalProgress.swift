/// How far a search is.
public struct LexicalProgress: Hashable, Sendable {
  public enum Stage: Hashable, Sendable, CaseIterable {
    /// Looking for pairs that may be alike.
    case candidates
    /// Comparing them.
    case comparing
    /// Measuring the recall on a sample.
    case measuring
  }
  public var stage: Stage
  public var done: Int
  public var total: Int

  public init(stage: Stage, done: Int, total: Int) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}
