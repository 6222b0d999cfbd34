import AssayModel

/// What seeds are like, and what a generator will take over from them if they stay as they are. Counts, no estimates:
/// the same seeds give the same report.
public struct SeedReport: Hashable, Sendable, Codable {
  /// So many seeds make a good start; fewer are copied, more are hardly ever all shown.
  public static let wanted = 10...20

  /// So many of a kind.
  public struct Count: Hashable, Sendable, Codable {
    /// nil: without one.
    public var name: String?
    public var n: Int
    public init(_ name: String?, _ n: Int) {
      self.name = name
      self.n = n
    }
  }

  /// Seeds.
  public var n: Int
  /// By label: those of the task in its order, then others, then none.
  public var labels: [Count]
  public var difficulties: [Count]
  /// By text field, those that most seeds have.
  public var lengths: [SeedLengths]
  /// By the script that most letters of the first text are of.
  public var scripts: [Count]
  /// The worst first.
  public var findings: [SeedFinding]

  /// Findings that are more than a remark.
  public var problems: Int { findings.count { $0.weight != .remark } }

  /// - Parameters:
  ///   - labels: those of the task, in its order.
  ///   - pairs: near copies among the samples, in any order.
  ///   - matches: samples that are like held-out rows.
  public init(_ samples: [SeedSample], labels: [String], pairs: [SeedPair] = [], matches: [SeedMatch] = []) {
    let fields = SeedField.common(samples)
    let main = fields.first { !$0.isConstant } ?? fields.first
    let balance = SeedBalance(samples, labels: labels)
    n = samples.count
    self.labels = balance.labels
    difficulties = balance.difficulties
    lengths = fields.compactMap(SeedLengths.init)
    scripts = SeedScripts(main).counts
    var found = SeedReport.size(samples.count)
    found += SeedCopies(samples, pairs: pairs, matches: matches).findings
    found += balance.findings
    for field in fields where field.isProse {
      found += SeedLengths(field)?.findings(field) ?? []
      found += SeedOpenings(field).findings
      found += SeedPhrases(field).findings
    }
    if let main, main.isProse { found += SeedStyle(main).findings }
    found += SeedScripts(main).findings
    found += fields.filter { $0.isConstant }.map(SeedReport.constant)
    findings = SeedFinding.sorted(found)
  }

  private static func constant(_ field: SeedField) -> SeedFinding {
    SeedFinding(
      "same-text", field.isOneOfSeveral ? .remark : .serious,
      "\(field.prefix)all \(field.n) have the same text",
      advice:
        "It will be the same in all that is generated: well for a fixed greeting, wrong for anything else.",
      count: field.n, of: field.n)
  }

  private static func size(_ n: Int) -> [SeedFinding] {
    guard n < wanted.lowerBound else { return [] }
    return [
      SeedFinding(
        "few-seeds", n < 5 ? .serious : .notable,
        (n == 1 ? "There is 1 seed" : "There are \(n) seeds")
          + "; \(wanted.lowerBound) to \(wanted.upperBound) are wanted",
        advice: "Each call shows the same few again, and what comes back stays near them: write more.",
        count: wanted.lowerBound - n, of: wanted.lowerBound)
    ]
  }
}
