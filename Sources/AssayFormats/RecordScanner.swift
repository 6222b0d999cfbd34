import Foundation

/// Cuts a stream of bytes into records: lines, elements of a JSON array, or CSV records. Holds one
/// record and what was read beyond it, never the file.
struct RecordScanner {
  /// How the records follow each other.
  enum Container: Equatable {
    case lines, array
    case separated(UInt8)
  }

  /// One record: where it stands in the buffer, and the line of the file on which it begins.
  struct Record {
    var line: Int
    var range: Range<Int>
    /// The record was longer than `limit` and has been passed over.
    var isTooLong = false
  }

  /// A longer record is refused: it would be held in memory whole.
  static let limit = 64 << 20

  private let source: ByteSource
  private let chunk: Int
  private(set) var container = Container.lines
  /// What was read and not used yet is at `start..<end`.
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var line = 1
  private var isAtEnd = false
  private var isDone = false

  /// Reads the beginning and recognises the container by it. `chunk`: bytes to read at a time.
  init(_ source: ByteSource, chunk: Int = 1 << 18) throws {
    self.source = source
    self.chunk = chunk
    buffer = [UInt8](repeating: 0, count: 2 * chunk)
    while end < 4096, !isAtEnd { try fill() }
    if buffer[..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    if buffer[..<end].starts(with: [0xFF, 0xFE]) || buffer[..<end].starts(with: [0xFE, 0xFF]) {
      throw ByteSource.Failure(
        description: "\(source.name): is UTF-16; convert it to UTF-8: iconv -f UTF-16 -t UTF-8")
    }
    recognise()
  }

  var bytes: [UInt8] { buffer }

  private mutating func recognise() {
    guard let first = buffer[start..<end].firstIndex(where: { !Self.isSpace($0) }) else { return }
    switch buffer[first] {
    case UInt8(ascii: "{"): container = .lines
    case UInt8(ascii: "["):
      container = .array
      line += buffer[start..<first].count { $0 == 0x0A }
      start = first + 1
    default:
      let head = buffer[start..<end].prefix { $0 != 0x0A }
      let separators: [UInt8] = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")]
      let counts = separators.map { separator in head.count { $0 == separator } }
      let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      container = .separated(separators[best])
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Drops what has been used and reads on.
  private mutating func fill() throws {
    if end + chunk > buffer.count {
      // Doubling: a record that grows over many chunks is moved a few times only.
      if end - start + chunk > buffer.count {
        buffer += [UInt8](repeating: 0, count: max(chunk, buffer.count))
      }
      let (start, end) = (start, end)
      buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + start, end - start)
      }
      self.end = end - start
      self.start = 0
    }
    let (from, room) = (end, chunk)
    let count = try buffer.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[from..<from + room]))
    }
    end += count
    if count == 0 { isAtEnd = true }
  }

  /// The next record that is not blank; nil at the end. The range holds until the next call.
  mutating func next() throws -> Record? {
    switch container {
    case .lines: try nextLine()
    case .array: try nextElement()
    case .separated: try nextSeparated()
    }
  }

  // MARK: Lines

  private mutating func nextLine() throws -> Record? {
    var searched = start
    while true {
      if let newline = newline(from: searched) {
        let record = Record(line: line, range: start..<newline)
        line += 1
        start = newline + 1
        if let trimmed = trimmed(record) { return trimmed }
        searched = start
        continue
      }
      if isAtEnd {
        guard start < end else { return nil }
        let record = Record(line: line, range: start..<end)
        start = end
        return trimmed(record)
      }
      if end - start > Self.limit { return try passOverLine() }
      let length = end - start
      try fill()
      searched = start + length
    }
  }

  private func newline(from position: Int) -> Int? {
    let end = end
    return buffer.withUnsafeBytes { bytes in
      guard position < end, let base = bytes.baseAddress else { return nil }
      guard let found = memchr(base + position, 0x0A, end - position) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private mutating func passOverLine() throws -> Record? {
    let record = Record(line: line, range: start..<start, isTooLong: true)
    while true {
      if let newline = newline(from: start) {
        start = newline + 1
        line += 1
        return record
      }
      start = end
      if isAtEnd { return record }
      try fill()
    }
  }

  /// Without white space at the ends; nil when nothing is left.
  private func trimmed(_ record: Record) -> Record? {
    var range = record.range
    while let last = range.last, Self.isSpace(buffer[last]) { range = range.lowerBound..<last }
    while let first = range.first, Self.isSpace(buffer[first]) { range = first + 1..<range.upperBound }
    return range.isEmpty ? nil : Record(line: record.line, range: range)
  }

  // MARK: A JSON array

  private mutating func nextElement() throws -> Record? {
    if isDone { return nil }
    while true {
      while start < end, Self.isSpace(buffer[start]) || buffer[start] == UInt8(ascii: ",") {
        if buffer[start] == 0x0A { line += 1 }
        start += 1
      }
      if start < end { break }
      if isAtEnd {
        throw ByteSource.Failure(
          description: "\(source.name): the list that [ begins is not closed; the file is incomplete")
      }
      try fill()
    }
    if buffer[start] == UInt8(ascii: "]") {
      isDone = true
      return nil
    }
    let first = line
    var scan = ElementScan(position: 0)
    while true {
      if let length = scan.run(buffer[start..<end], line: &line) {
        defer { start += length }
        return Record(line: first, range: start..<start + length)
      }
      if isAtEnd || end - start > Self.limit {
        isDone = true
        return Record(line: first, range: start..<end, isTooLong: !isAtEnd)
      }
      try fill()
    }
  }

  /// Looks for the end of one element; keeps its place over several pieces.
  private struct ElementScan {
    var position: Int
    var depth = 0
    var isInString = false
    var isEscaped = false

    /// The element's length once its end is in `bytes`.
    mutating func run(_ bytes: ArraySlice<UInt8>, line: inout Int) -> Int? {
      var index = bytes.startIndex + position
      while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == 0x0A { line += 1 }
        if isInString {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isInString = false
          }
        } else {
          switch byte {
          case UInt8(ascii: "\""): isInString = true
          case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
          case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if depth == 0 { return index - bytes.startIndex }
            depth -= 1
            if depth == 0 { return index - bytes.startIndex + 1 }
          case UInt8(ascii: ",") where depth == 0: return index - bytes.startIndex
          default: break
          }
        }
        index += 1
      }
      position = index - bytes.startIndex
      return nil
    }
  }

  // MARK: CSV

  private mutating func nextSeparated() throws -> Record? {
    var position = 0
    var isQuoted = false
    let first = line
    while true {
      while start + position < end {
        let byte = buffer[start + position]
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == 0x0A {
          line += 1
          if !isQuoted { return try finishSeparated(first, length: position) }
        }
        position += 1
      }
      if isAtEnd {
        guard position > 0 else { return nil }
        return try finishSeparated(first, length: position)
      }
      if position > Self.limit { return try passOverLine() }
      try fill()
    }
  }

  private mutating func finishSeparated(_ first: Int, length: Int) throws -> Record? {
    var range = start..<start + length
    start = min(end, start + length + 1)
    if let last = range.last, buffer[last] == 0x0D { range = range.lowerBound..<last }
    if range.isEmpty { return try nextSeparated() }
    return Record(line: first, range: range)
  }
}
