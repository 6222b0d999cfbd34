import AssayModel
import GRDB

extension Workspace {
  /// For each example the smallest number in its duplicate cluster, which names the cluster; its own where it is in
  /// none.
  public func clusterGroups(of examples: some Sequence<ExampleID>) throws -> [ExampleID: ExampleID] {
    try read { db in
      let membership = try prepare("SELECT cluster FROM cluster_member WHERE example = ?", on: db)
      let oldest = try prepare("SELECT min(example) FROM cluster_member WHERE cluster = ?", on: db)
      var names: [Int64: ExampleID] = [:]
      var groups: [ExampleID: ExampleID] = [:]
      for example in examples where groups[example] == nil {
        membership.bind(example.rawValue, at: 1)
        defer { membership.reset() }
        guard try membership.step() else {
          groups[example] = example
          continue
        }
        let cluster = membership.integer(0)
        if names[cluster] == nil {
          oldest.bind(cluster, at: 1)
          defer { oldest.reset() }
          if try oldest.step() { names[cluster] = ExampleID(oldest.integer(0)) }
        }
        groups[example] = names[cluster] ?? example
      }
      return groups
    }
  }

  /// What one judge says of these examples; those that it has not judged are left out.
  public func judgements(
    by judge: JudgeID, on examples: some Sequence<ExampleID>
  ) throws -> [ExampleID: Judgement] {
    try read { db in
      guard let version = try judges(in: db).first(where: { $0.id == judge }) else { return [:] }
      let reader = try RowReader(workspace: self, db: db)
      var found: [ExampleID: Judgement] = [:]
      for example in examples { found[example] = try reader.judgement(of: version, on: example) }
      return found
    }
  }
}
