import AssayModel
import CSimdjson
import Foundation
import Synchronization

/// One thing that a file has to say.
public enum RowEvent: Sendable {
  case example(ImportRow, line: Int)
  case annotation(ImportAnnotation, line: Int)
  /// A line that cannot be taken; the reader goes on with the next.
  case problem(LineProblem)
}

/// Reads JSONL, a JSON array, CSV or TSV, gzip'd or not, row by row. What the file is shows in its
/// content, not its name. The memory in use is that of one row and one chunk.
public final class RowReader {
  private let source: ByteSource
  private var scanner: RecordScanner
  private let parser = JSONParser()
  private let rows: RowParser
  private var header: [String]?

  /// - Parameters:
  ///   - path: a file, or `-` for the standard input.
  ///   - mapping: where the texts are, when the shape does not say.
  ///   - chunk: bytes to read at a time.
  /// - Throws: an error that says what cannot be opened and why.
  public init(path: String, mapping: FieldMapping = FieldMapping(), chunk: Int = 1 << 18) throws {
    source = try ByteSource(path: path)
    scanner = try RecordScanner(source, chunk: chunk)
    rows = RowParser(mapping: mapping)
  }

  /// Bytes read from the disk so far.
  public var bytesRead: Int64 { source.bytesRead }
  /// Bytes on the disk; nil for a pipe.
  public var totalBytes: Int64? { source.totalBytes }

  /// The next row or problem; nil at the end.
  ///
  /// - Throws: an error that ends the file: it cannot be read further.
  public func next() throws -> RowEvent? {
    guard let record = try scanner.next() else { return nil }
    if record.isTooLong {
      return .problem(
        problem(record.line, nil, "longer than \(RecordScanner.limit >> 20) MB; it was passed over"))
    }
    guard case .separated(let separator) = scanner.container else {
      return scanner.bytes.withUnsafeBytes {
        event(UnsafeRawBufferPointer(rebasing: $0[record.range]), record.line)
      }
    }
    guard let cells = SeparatedRow.cells(scanner.bytes[record.range], separator: separator) else {
      return .problem(problem(record.line, nil, "a quote that is opened here is not closed"))
    }
    guard let header else {
      self.header = cells
      return try next()
    }
    guard cells.count == header.count else {
      return .problem(
        problem(
          record.line, nil,
          "\(cells.count) \(cells.count == 1 ? "cell" : "cells") where the first line has \(header.count)"))
    }
    var object = SeparatedRow.object(cells, header: header) { parser.accepts($0) }
    return object.withUTF8 { event(UnsafeRawBufferPointer($0), record.line) }
  }

  private func event(_ text: UnsafeRawBufferPointer, _ line: Int) -> RowEvent {
    do {
      switch try rows.parse(try parser.parse(text), members: parser.members, text: text) {
      case .example(let row): return .example(row, line: line)
      case .annotation(let annotation): return .annotation(annotation, line: line)
      }
    } catch let failure as JSONParser.Failure {
      return .problem(problem(line, nil, failure.message))
    } catch let failure as RowProblem {
      return .problem(problem(line, failure.field, failure.message))
    } catch {
      return .problem(problem(line, nil, "\(error)"))
    }
  }

  private func problem(_ line: Int, _ field: String?, _ message: String) -> LineProblem {
    LineProblem(file: source.name, line: line, field: field, message: message)
  }

  // MARK: Stored rows

  /// A parser belongs to one thread at a time: whoever has taken it out of the pool.
  private struct IdleParser: @unchecked Sendable {
    let parser: JSONParser
  }
  private static let idle = Mutex<[IdleParser]>([])

  /// Reads texts and unknown fields back out of a stored row. Unknown strings come as they read, all else
  /// as it stands in the row.
  public static let bodyReader: BodyReader = { body, _, mapping in
    let taken = idle.withLock { $0.popLast() } ?? IdleParser(parser: JSONParser())
    defer { idle.withLock { $0.append(taken) } }
    let parser = taken.parser
    var body = body
    return body.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      let rows = RowParser(mapping: mapping)
      guard let root = try? parser.parse(text), let fields = try? rows.texts(of: root)?.1 else {
        return ([], [])
      }
      let known = RowParser.knownNames.union(
        rows.places(of: root).keys.map { String($0.prefix { $0 != "." }) })
      let metadata = zip(parser.members, root.children).compactMap { member, node -> TextField? in
        if known.contains(node.key) { return nil }
        let raw = UnsafeRawBufferPointer(rebasing: text[member.value_start..<member.value_end])
        return TextField(name: node.key, text: node.string ?? String(decoding: raw, as: UTF8.self))
      }
      return (fields, metadata)
    }
  }
}
