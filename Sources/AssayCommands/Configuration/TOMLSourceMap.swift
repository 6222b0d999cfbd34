/// The line of every key and list element in a TOML text, since the parser gives lines for syntax
/// errors only, and sorts the keys. Meant for texts that the parser has accepted.
struct TOMLSourceMap {
  /// A header, `[a.b]`, or an assignment, `c = 1`; not those inside of inline tables.
  struct Statement: Hashable {
    enum Kind: Hashable {
      case table, tableOfList
      /// Where the value is, in bytes of the text.
      case assignment(value: Range<Int>)
    }
    var kind: Kind
    /// The whole path, that of the section included.
    var path: [String]
    /// Bytes of the text, without what stands behind on the line.
    var range: Range<Int>
  }

  /// Lines, counted from 1, by path. Elements of lists are named by their position.
  private(set) var lines: [[String]: Int] = [:]
  /// The place of each path among all, in the order of the text.
  private(set) var positions: [[String]: Int] = [:]
  /// In the order of the text.
  private(set) var statements: [Statement] = []

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var tableCounts: [[String]: Int] = [:]

  init(_ text: String) {
    bytes = Array(text.utf8)
    var table: [String] = []
    while skipBlank() {
      if peek == UInt8(ascii: "[") {
        table = readHeader()
      } else {
        let start = index
        let (path, value) = readAssignment(in: table)
        statements.append(
          Statement(kind: .assignment(value: value), path: path, range: start..<value.upperBound))
      }
    }
  }

  // MARK: Statements

  private mutating func readHeader() -> [String] {
    let start = line
    let first = index
    index += 1
    let isList = peek == UInt8(ascii: "[")
    if isList { index += 1 }
    var path = readKey()
    skipSpaces()
    index = min(index + (isList ? 2 : 1), bytes.count)
    statements.append(
      Statement(kind: isList ? .tableOfList : .table, path: path, range: first..<index))
    skipToLineEnd()
    for count in 1...max(1, path.count) { record(Array(path.prefix(count)), line: start) }
    if isList {
      tableCounts[path, default: -1] += 1
      path.append(String(tableCounts[path, default: 0]))
      record(path, line: start)
    }
    return path
  }

  /// - Returns: the path and where the value is.
  @discardableResult
  private mutating func readAssignment(in table: [String]) -> ([String], Range<Int>) {
    let start = line
    let before = index
    let key = readKey()
    for count in 1...max(1, key.count) { record(table + key.prefix(count), line: start) }
    skipSpaces()
    if peek == UInt8(ascii: "=") { index += 1 }
    skipSpaces()
    let value = index
    readValue(at: table + key)
    var end = index
    while end > value, " \t\r".utf8.contains(bytes[end - 1]) { end -= 1 }
    // Whatever the text is, it ends.
    if index == before { index += 1 }
    return (table + key, value..<end)
  }

  private mutating func record(_ path: [String], line: Int) {
    guard lines[path] == nil else { return }
    lines[path] = line
    positions[path] = positions.count
  }

  // MARK: Keys

  private mutating func readKey() -> [String] {
    var parts: [String] = []
    while true {
      skipSpaces()
      if let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        parts.append(readQuoted(quote))
      } else {
        let start = index
        while let byte = peek, Self.isBare(byte) { index += 1 }
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
      }
      skipSpaces()
      guard peek == UInt8(ascii: ".") else { return parts }
      index += 1
    }
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: byte >= 0x80
    }
  }

  /// A quoted key. Escapes other than of quote and backslash are kept as they stand: such a key is
  /// found by no path, and its message falls back to the line of its table.
  private mutating func readQuoted(_ quote: UInt8) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = peek, byte != quote, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), index + 1 < bytes.count {
        let next = bytes[index + 1]
        if next != quote, next != byte { text.append(byte) }
        text.append(next)
        index += 2
      } else {
        text.append(byte)
        index += 1
      }
    }
    if peek == quote { index += 1 }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Values

  private mutating func readValue(at path: [String]) {
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
    case UInt8(ascii: "["): readList(at: path)
    case UInt8(ascii: "{"): readInlineTable(at: path)
    default:
      while let byte = peek, !",]}#\n".utf8.contains(byte) { index += 1 }
    }
  }

  private mutating func readList(at path: [String]) {
    index += 1
    var position = 0
    while skipBlank(), peek != UInt8(ascii: "]") {
      let before = index
      record(path + [String(position)], line: line)
      readValue(at: path + [String(position)])
      position += 1
      _ = skipBlank()
      if peek == UInt8(ascii: ",") { index += 1 }
      if index == before { index += 1 }
    }
    index += 1
  }

  private mutating func readInlineTable(at path: [String]) {
    index += 1
    while skipBlank(), peek != UInt8(ascii: "}") {
      readAssignment(in: path)
      _ = skipBlank()
      if peek == UInt8(ascii: ",") { index += 1 }
    }
    index += 1
  }

  private mutating func skipString() {
    let quote = bytes[index]
    let long = [quote, quote, quote]
    guard bytes[index...].starts(with: long) else {
      _ = readQuoted(quote)
      return
    }
    index += 3
    while index < bytes.count, !bytes[index...].starts(with: long) {
      if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
      advance()
    }
    // Up to two more quotes belong to the text.
    while peek == quote { index += 1 }
  }

  // MARK: Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func advance() {
    if peek == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  private mutating func skipSpaces() {
    while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { index += 1 }
  }

  private mutating func skipToLineEnd() {
    while let byte = peek, byte != UInt8(ascii: "\n") { index += 1 }
  }

  /// Skips space, line ends and comments; false at the end of the text.
  private mutating func skipBlank() -> Bool {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      case UInt8(ascii: "#"): skipToLineEnd()
      default: return true
      }
    }
    return false
  }
}
