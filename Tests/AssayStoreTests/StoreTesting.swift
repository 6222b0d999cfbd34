import AssayModel
import AssayStore
import AssayTesting

/// The hash that the engine would give for a sample row.
func hash(_ row: ImportRow) -> String { SampleRows.hash(row.fields.map(\.text).joined(separator: "\u{1f}")) }

extension Workspace {
  /// Imports rows in one go and returns what became of each.
  @discardableResult
  func load(_ rows: [ImportRow], name: String? = "file") throws -> [ImportOutcome] {
    let writer = try beginImport(name: name)
    let outcomes = try rows.map { try writer.add($0, contentHash: hash($0)) }
    _ = try writer.finish()
    return outcomes
  }

  @discardableResult
  func annotate(_ annotations: ImportAnnotation...) throws -> [ImportOutcome] {
    let writer = try beginImport(name: nil)
    let outcomes = try annotations.map { try writer.annotate($0) }
    _ = try writer.finish()
    return outcomes
  }

  /// Everything an export would see.
  func allRows() throws -> [StoredRow] {
    var rows: [StoredRow] = []
    try forEachExample { rows.append($0) }
    return rows
  }
}

func temporaryWorkspace() throws -> Workspace {
  try Workspace.temporary(bodyReader: SampleRows.bodyReader)
}

func open(_ folder: TemporaryFolder) throws -> Workspace {
  try Workspace.open(at: folder.path, bodyReader: SampleRows.bodyReader)
}

func create(_ folder: TemporaryFolder) throws -> Workspace {
  try Workspace.create(at: folder.path, bodyReader: SampleRows.bodyReader)
}
