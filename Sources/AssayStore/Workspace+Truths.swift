import AssayModel
import GRDB

extension Workspace {
  /// The examples that are good by what came with the data: those with the verdict accept, and those whose label is the
  /// true one; in the order of their numbers.
  public func goodByTruth() throws -> [ExampleID] {
    try read { db in
      let rows = try prepare(
        """
        SELECT truth.example FROM truth JOIN example ON example.id = truth.example
        LEFT JOIN label ON label.id = example.label
        WHERE ifnull(truth.verdict, ?) = ? AND (truth.verdict IS NOT NULL OR truth.label IS NOT NULL)
          AND (truth.label IS NULL OR truth.label = label.name)
        ORDER BY truth.example
        """, on: db)
      rows.bind(Verdict.accept.rawValue, at: 1)
      rows.bind(Verdict.accept.rawValue, at: 2)
      var ids: [ExampleID] = []
      while try rows.step() { ids.append(ExampleID(rows.integer(0))) }
      return ids
    }
  }
}
