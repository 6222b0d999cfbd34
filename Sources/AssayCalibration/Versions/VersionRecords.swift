import AssayModel

/// Everything that is known of the judge versions besides what they are made of.
public struct VersionRecords: Hashable, Sendable {
  /// Of versions that were made here; imported judges have none.
  public var lineages: [JudgeLineage]
  /// All rules of all versions, oldest first.
  public var rules: [KeepRuleVersion]
  /// Oldest first; the last one holds.
  public var adoptions: [Adoption]
  /// Of the test split, oldest first.
  public var openings: [TestOpening]
  /// All measurements, oldest first.
  public var history: [Measurement]
  /// The figures on dev as the scores and the truths are now.
  public var dev: [JudgeID: VersionFigures]

  public init(
    lineages: [JudgeLineage] = [], rules: [KeepRuleVersion] = [], adoptions: [Adoption] = [],
    openings: [TestOpening] = [], history: [Measurement] = [], dev: [JudgeID: VersionFigures] = [:]
  ) {
    self.lineages = lineages
    self.rules = rules
    self.adoptions = adoptions
    self.openings = openings
    self.history = history
    self.dev = dev
  }

  /// The version in use.
  public var adopted: JudgeID? { adoptions.last?.judge }

  /// Where a version comes from; nil: that is not known.
  public func lineage(of judge: JudgeID) -> JudgeLineage? { lineages.first { $0.judge == judge } }

  /// The rule in force; nil: the configuration's threshold on the mean.
  public func rule(of judge: JudgeID) -> KeepRuleVersion? { rules.last { $0.judge == judge } }

  /// What it was measured to do on test when that was last opened for it; nil: never.
  public func test(of judge: JudgeID) -> Measurement? {
    history.last { $0.judge == judge && $0.split == .test }
  }

  /// All of a version's measurements, the newest first.
  public func history(of judge: JudgeID) -> [Measurement] { history.filter { $0.judge == judge }.reversed() }
}
