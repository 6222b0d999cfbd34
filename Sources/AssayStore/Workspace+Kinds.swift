import AssayModel
import GRDB

/// What examples can be counted by.
public enum ExampleKind: Hashable, Sendable {
  case label, technique
  /// The model that made them.
  case model
}

extension Workspace {
  /// How many examples there are of each kind, the most frequent first, known-bad probes and repeats left out.
  ///
  /// Labels and techniques take a tenth of a second for a million; models stand beside the texts and take some seconds.
  /// - Returns: nil for the name of those without one.
  public func exampleCounts(by kind: ExampleKind) throws -> [(name: String?, count: Int)] {
    let source =
      switch kind {
      case .label: ("label.name", "example LEFT JOIN label ON label.id = example.label", "example.id")
      case .technique:
        ("technique.name", "example LEFT JOIN technique ON technique.id = example.technique", "example.id")
      case .model: ("body.model", "body", "body.id")
      }
    return try read { db in
      let rows = try prepare(
        """
        SELECT \(source.0), count(*) AS n FROM \(source.1)
        WHERE \(source.2) NOT IN (SELECT example FROM probe WHERE fault IS NOT NULL OR origin <> example)
        GROUP BY \(source.0) ORDER BY n DESC, \(source.0)
        """, on: db)
      var counts: [(name: String?, count: Int)] = []
      while try rows.step() { counts.append((rows.optionalText(0), Int(rows.integer(1)))) }
      return counts
    }
  }
}
