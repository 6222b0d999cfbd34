import AssayModel

/// Writes CSV (RFC 4180) that a spreadsheet does not take for formulas.
public final class CSVEncoder {
  /// One for all lines: a parser's buffers cost more than a line.
  private let parser = JSONParser()

  public init() {}

  /// One record without its end.
  public static func record(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") }

  /// A cell that begins with = + - @, a tab or a carriage return gets an apostrophe before it, since
  /// spreadsheets run such text as a formula; plain numbers stay as they are. So does one that begins with
  /// an apostrophe before any of these, so that ``unprotected(_:)`` gives back what was there.
  static func cell(_ text: String) -> String {
    let text = isFormula(text) ? "'" + text : text
    guard text.utf8.contains(where: Self.needsQuotes) else { return text }
    var bytes: [UInt8] = [quote]
    bytes.reserveCapacity(text.utf8.count + 8)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a cell that was protected; any other as it is.
  static func unprotected(_ cell: String) -> String {
    guard cell.utf8.first == apostrophe, isFormula(String(cell.dropFirst())) else { return cell }
    return String(cell.dropFirst())
  }

  /// Whether a spreadsheet would run it, after any number of apostrophes.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 != apostrophe }) else { return false }
    return "=+-@\t\r".utf8.contains(first) && Double(text) == nil
  }

  private static let apostrophe = UInt8(ascii: "'")
  private static let quote = UInt8(ascii: "\"")

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// The cells of a JSON line under these columns: texts as they are, everything else as JSON.
  public func cells(ofLine line: String, columns: [String]) -> [String] {
    var line = line
    return line.withUTF8 { bytes in
      guard let root = try? parser.parse(UnsafeRawBufferPointer(bytes)) else { return [] }
      return columns.map { column in
        guard let node = root[column], node.kind != .null else { return "" }
        return node.plainText ?? JSONText.write(node) { _ in nil }
      }
    }
  }

  /// The names of a JSON line's members.
  public func columns(ofLine line: String) -> [String] {
    var line = line
    return line.withUTF8 { bytes in
      (try? parser.parse(UnsafeRawBufferPointer(bytes)))?.children.map(\.key) ?? []
    }
  }
}
