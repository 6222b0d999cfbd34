/// Runs that are one piece of work: examples dealt over techniques by what people had accepted when it began. Each run keeps
/// all of it, so that whatever is left of a round, one run is enough to go on with it.
public struct LearningRound: Hashable, Sendable, Codable {
  /// What one technique gets.
  public struct Part: Hashable, Sendable, Codable {
    public var technique: Technique
    public var count: Int
    public init(technique: Technique, count: Int) {
      self.technique = technique
      self.count = count
    }
  }

  /// The newest run of the workspace when the round began, which tells two rounds of one order apart; nil: there was none.
  public var after: RunID?
  /// Those with nothing are left out.
  public var parts: [Part]
  /// The techniques that were named; nil: all of which people had decided on something.
  public var techniques: [Technique]?
  /// The part that was dealt evenly.
  public var floor: Double

  public init(after: RunID?, parts: [Part], techniques: [Technique]?, floor: Double) {
    self.after = after
    self.parts = parts
    self.techniques = techniques
    self.floor = floor
  }

  /// Examples in all.
  public var count: Int { parts.reduce(0) { $0 + $1.count } }
}
