import AssayModel
import CSimdjson
import Foundation

/// A row of which only the texts matter.
public struct TextRow: Sendable {
  /// The line of the file on which it begins.
  public var line: Int
  /// The id that it came with.
  public var key: String?
  /// All its texts, as an import finds them.
  public var fields: [TextField]
  /// The texts that are compared, one after the other, each on a line of its own; UTF-8.
  public var text: [UInt8]
  /// The values of the fields that must be equal, in the order asked for; nil: it has none.
  public var same: [String?]
}

/// Reads the texts of JSONL, a JSON array, CSV or TSV, gzip'd or not, row by row, and leaves the rest of the rows alone.
public final class TextReader {
  /// What the reader gives.
  public enum Event: Sendable {
    case row(TextRow)
    /// A line that cannot be taken; the reader goes on with the next.
    case problem(LineProblem)
  }

  private let records: RecordReader
  private let rows = RowParser(mapping: FieldMapping())
  private let names: [String]
  private let same: [String]

  /// - Parameters:
  ///   - path: a file, or `-` for the standard input.
  ///   - fields: the fields to compare, in order: names of members or of texts, or paths (`input.question`); empty: all
  ///     texts that an import would find.
  ///   - same: the fields whose values are asked for: "label", or names and paths like those of `fields`.
  /// - Throws: an error that says what cannot be opened and why.
  public init(path: String, fields: [String] = [], same: [String] = [], chunk: Int = 1 << 18) throws {
    records = try RecordReader(path: path, chunk: chunk)
    names = fields
    self.same = same
  }

  /// Bytes read from the disk so far.
  public var bytesRead: Int64 { records.bytesRead }
  /// Bytes on the disk; nil for a pipe.
  public var totalBytes: Int64? { records.totalBytes }

  /// The next row or problem; nil at the end.
  ///
  /// - Throws: an error that ends the file: it cannot be read further.
  public func next() throws -> Event? {
    try records.next { root, line in
      event(root, line)
    } problem: {
      .problem($0)
    }
  }

  private func event(_ root: JSONNode, _ line: Int) -> Event {
    do {
      let fields = try rows.texts(of: root)?.1 ?? []
      guard let compared = compared(root, fields) else { return problem(line, missing(root)) }
      let key = root["id"]?.plainText
      return .row(
        TextRow(
          line: line, key: key?.isEmpty == true ? nil : key, fields: fields, text: compared,
          same: same.map { value($0, root, fields) }))
    } catch {
      return problem(line, error.message)
    }
  }

  /// nil: the row has none of the texts.
  private func compared(_ root: JSONNode, _ fields: [TextField]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var found = 0
    if names.isEmpty {
      bytes.reserveCapacity(fields.reduce(0) { $0 + $1.text.utf8.count + 1 })
      for field in fields {
        if found > 0 { bytes.append(0x0A) }
        bytes.append(contentsOf: field.text.utf8)
        found += 1
      }
    } else {
      for name in names {
        guard let text = value(name, root, fields) else { continue }
        if found > 0 { bytes.append(0x0A) }
        bytes.append(contentsOf: text.utf8)
        found += 1
      }
    }
    return found == 0 ? nil : bytes
  }

  /// What a field says: a member of the row, a path into it, or a text by its name in review ("user 2").
  private func value(_ name: String, _ root: JSONNode, _ fields: [TextField]) -> String? {
    if name == "label" { return rows.label(of: root) }
    if let text = root[name]?.plainText { return text }
    if name.utf8.contains(UInt8(ascii: ".")), let node = root.at(path: name.split(separator: ".")) {
      return node.plainText
    }
    return fields.first { $0.name == name }?.text
  }

  private func missing(_ root: JSONNode) -> String {
    let members = root.children.prefix(8).map { JSONText.string(String($0.key.prefix(40))) }
    let found = members.isEmpty ? "the row is empty" : "it has \(members.joined(separator: ", "))"
    guard !names.isEmpty else { return "no text found: \(found); say where it is: --field NAME" }
    return "no field \(names.map(JSONText.string).joined(separator: " or ")): \(found)"
  }

  private func problem(_ line: Int, _ message: String) -> Event {
    .problem(LineProblem(file: records.name, line: line, message: message))
  }
}
