import AssayModel
import GRDB

extension Workspace {
  /// How many examples were generated here, given as seeds, or imported, known-bad probes and repeats left out; some
  /// tenths of a second for a million.
  public func exampleOrigins() throws -> ExampleOrigins {
    try read { db in
      let rows = try prepare(
        """
        SELECT batch.name IN (SELECT batch FROM generation_call WHERE batch IS NOT NULL),
          ifnull(technique.name, '') = ?, count(*)
        FROM example JOIN batch ON batch.id = example.batch
        LEFT JOIN technique ON technique.id = example.technique
        WHERE example.id NOT IN (SELECT example FROM probe WHERE origin <> example)
        GROUP BY 1, 2
        """, on: db)
      rows.bind(ExampleOrigins.seedTechnique, at: 1)
      var origins = ExampleOrigins()
      while try rows.step() {
        let count = Int(rows.integer(2))
        if rows.integer(0) != 0 {
          origins.generated += count
        } else if rows.integer(1) != 0 {
          origins.seeds += count
        } else {
          origins.imported += count
        }
      }
      return origins
    }
  }

  /// The same of these examples alone, each counted once.
  public func origins(of examples: some Sequence<ExampleID>) throws -> ExampleOrigins {
    let generated = try generatedBatches()
    return try read { db in
      let find = try prepare(
        """
        SELECT batch.name, ifnull(technique.name, '') FROM example JOIN batch ON batch.id = example.batch
        LEFT JOIN technique ON technique.id = example.technique WHERE example.id = ?
        """, on: db)
      var origins = ExampleOrigins()
      for example in Set(examples) {
        find.bind(example.rawValue, at: 1)
        if try find.step() {
          if generated.contains(find.text(0)) {
            origins.generated += 1
          } else if find.text(1) == ExampleOrigins.seedTechnique {
            origins.seeds += 1
          } else {
            origins.imported += 1
          }
        }
        find.reset()
      }
      return origins
    }
  }
}
