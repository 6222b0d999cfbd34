import AssayModel

/// The judge versions with those that were made from one below it.
public enum VersionTree {
  /// A version and how many generations it is below one without a parent.
  public struct Row: Hashable, Sendable {
    public var judge: JudgeVersion
    public var depth: Int
    public init(judge: JudgeVersion, depth: Int) {
      self.judge = judge
      self.depth = depth
    }
  }

  /// All versions, each followed by its children; siblings in the order in which they were made. A parent that is not
  /// among them, or lineages in a circle, hide nobody.
  public static func rows(_ judges: [JudgeVersion], _ lineages: [JudgeLineage]) -> [Row] {
    let known = Set(judges.map(\.id))
    let parents = Dictionary(
      lineages.compactMap { line in line.parent.map { (line.judge, $0) } },
      uniquingKeysWith: { first, _ in first })
    let children = Dictionary(grouping: judges) { judge in
      parents[judge.id].flatMap { known.contains($0) && $0 != judge.id ? $0 : nil }
    }
    var rows: [Row] = []
    var seen: Set<JudgeID> = []
    func add(_ judge: JudgeVersion, _ depth: Int) {
      guard seen.insert(judge.id).inserted else { return }
      rows.append(Row(judge: judge, depth: depth))
      for child in children[judge.id] ?? [] { add(child, depth + 1) }
    }
    for judge in children[nil] ?? [] { add(judge, 0) }
    for judge in judges where !seen.contains(judge.id) { add(judge, 0) }
    return rows
  }
}
