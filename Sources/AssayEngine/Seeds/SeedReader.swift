import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore

/// Reads the seeds that are to be looked at.
public struct SeedReader {
  private let mapping: FieldMapping
  private let problem: (ImportProblem) -> Void

  /// - Parameters:
  ///   - mapping: where texts and labels are in the rows of files.
  ///   - problem: called for each line that cannot be read.
  public init(
    mapping: FieldMapping = FieldMapping(), problem: @escaping (ImportProblem) -> Void = { _ in }
  ) {
    self.mapping = mapping
    self.problem = problem
  }

  /// The rows of files, as an import would read them.
  ///
  /// - Throws: an error that says what cannot be read and why.
  public func rows(of paths: [String]) throws -> [SeedSample] {
    var samples: [SeedSample] = []
    for path in paths {
      let reader = try RowReader(path: path, mapping: mapping)
      while let event = try reader.next() {
        switch event {
        case .example(let row, let line):
          samples.append(
            SeedSample(
              place: paths.count > 1 ? "\(path) line \(line)" : "line \(line)", fields: row.fields,
              label: row.label, difficulty: row.difficulty))
        case .annotation: continue
        case .problem(let found):
          let field = found.field.map { "\($0): " } ?? ""
          problem(ImportProblem(file: path, line: found.line, message: field + found.message))
        }
      }
    }
    return samples
  }

  /// The examples of a batch, known-bad probes and repeats left out; nil: there is no such batch.
  public func batch(named name: String, in workspace: Workspace) throws -> [SeedSample]? {
    guard let batch = try workspace.batches().first(where: { $0.name == name }) else { return nil }
    let columns = try workspace.columns(judge: nil)
    let ids = columns.batch.indices.filter {
      Int64(columns.batch[$0]) == batch.id.rawValue && !columns.probes.contains(Int32($0))
    }.map { ExampleID(Int64($0) + 1) }
    return try workspace.examples(ids).map { example in
      SeedSample(
        place: example.key, fields: example.fields, label: example.label, difficulty: example.difficulty)
    }
  }
}
