import Foundation

/// Reads the records of a file as JSON objects, whatever the container.
final class RecordReader {
  private let source: ByteSource
  private var scanner: RecordScanner
  private let parser = JSONParser()
  private var header: [String]?
  private let model: String

  /// - Parameters:
  ///   - path: a file, or `-` for the standard input.
  ///   - chunk: bytes to read at a time.
  ///   - model: what a record looks like, for messages.
  init(path: String, chunk: Int = 1 << 18, model: String = #"a row looks like {"text": "…"}"#) throws {
    self.model = model
    source = try ByteSource(path: path)
    scanner = try RecordScanner(source, chunk: chunk)
  }

  var name: String { source.name }
  var bytesRead: Int64 { source.bytesRead }
  var totalBytes: Int64? { source.totalBytes }

  /// Gives the next record to `body` and returns what that makes of it; nil at the end.
  ///
  /// - Parameter problem: what to make of a record that is no object.
  func next<Event>(
    _ body: (_ root: JSONNode, _ line: Int) -> Event, problem: (LineProblem) -> Event
  ) throws -> Event? {
    guard let record = try scanner.next() else { return nil }
    func refuse(_ message: String) -> Event {
      problem(LineProblem(file: source.name, line: record.line, message: message))
    }
    if record.isTooLong {
      return refuse("longer than \(RecordScanner.limit >> 20) MB; it was passed over")
    }
    func take(_ text: UnsafeRawBufferPointer) -> Event {
      do {
        let root = try parser.parse(text)
        guard root.kind == .object else {
          return refuse("not a JSON object: \(model)")
        }
        return body(root, record.line)
      } catch {
        return refuse(error.message)
      }
    }
    guard case .separated(let separator) = scanner.container else {
      return scanner.bytes.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[record.range])) }
    }
    guard let cells = SeparatedRow.cells(scanner.bytes[record.range], separator: separator) else {
      return refuse("a quote that is opened here is not closed")
    }
    guard let header else {
      self.header = cells
      return try next(body, problem: problem)
    }
    guard cells.count == header.count else {
      return refuse("\(cells.count) cells where the first line has \(header.count)")
    }
    var object = SeparatedRow.object(cells, header: header) { parser.accepts($0) }
    return object.withUTF8 { take(UnsafeRawBufferPointer($0)) }
  }
}
