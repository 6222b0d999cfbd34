import AssayModel
import GRDBSQLite

/// Reads the texts of single examples in any order, on a connection of its own with one statement for all: a
/// search for near duplicates asks for hundreds of thousands, and preparing the statement anew each time took
/// five times as long as reading. Belongs to one thread.
public final class ExampleTexts {
  private let find: SQLiteStatement
  private let connection: SQLiteConnection
  private let bodyReader: BodyReader
  private var mappings: [String: FieldMapping] = [:]

  init(path: String, bodyReader: @escaping BodyReader) throws {
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY)
    self.bodyReader = bodyReader
    find = try connection.prepare(
      """
      SELECT body.body, body.shape, mapping.json FROM body LEFT JOIN mapping ON mapping.id = body.mapping
      WHERE body.id = ?
      """)
  }

  /// The fields of an example; empty when there is no such example.
  public func fields(of id: ExampleID) throws -> [TextField] {
    find.bind(id.rawValue, at: 1)
    defer { find.reset() }
    guard try find.step() else { return [] }
    let shape = RowShape(rawValue: find.text(1)) ?? .plain
    return bodyReader(find.text(0), shape, try mapping(find.optionalText(2))).fields
  }

  private func mapping(_ json: String?) throws -> FieldMapping {
    guard let json else { return FieldMapping() }
    if let known = mappings[json] { return known }
    let mapping = try StoredJSON.decode(FieldMapping.self, from: json)
    mappings[json] = mapping
    return mapping
  }
}

extension Workspace {
  /// A reader of single examples' texts.
  public func texts() throws -> ExampleTexts { try ExampleTexts(path: path, bodyReader: bodyReader) }
}
