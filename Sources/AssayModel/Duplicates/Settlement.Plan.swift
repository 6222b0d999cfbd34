extension Settlement {
  /// What settling many clusters would do, to be shown before it is done as one step.
  public struct Plan: Hashable, Sendable {
    /// Why a cluster is left alone.
    public enum Obstacle: String, Hashable, Sendable, Codable, CaseIterable {
      /// The reviewer has decided on all members.
      case decided
      /// The reviewer has rejected the representative and accepted no other: perhaps all are bad, perhaps another
      /// was to be kept.
      case representativeRejected
      /// Nothing is accepted yet and the members have different labels, one of which must be wrong.
      case labelsDiffer
    }

    /// The counts of one kind.
    public struct Row: Hashable, Sendable {
      public var kind: DuplicateKind
      /// The clusters that would be settled.
      public var clusters = 0
      /// The examples that would be accepted; less than ``clusters`` where the reviewer has accepted some before.
      public var accepted = 0
      /// The examples that would be rejected.
      public var rejected = 0
      /// The clusters that would be left alone.
      public var skipped: [Obstacle: Int] = [:]
      public init(kind: DuplicateKind) { self.kind = kind }
    }

    /// One for each kind that was asked for, from the surest on.
    public var rows: [Row]
    /// Cluster after cluster.
    public var decisions: [NewDecision]
    public init(rows: [Row], decisions: [NewDecision] = []) {
      self.rows = rows
      self.decisions = decisions
    }
  }
}
