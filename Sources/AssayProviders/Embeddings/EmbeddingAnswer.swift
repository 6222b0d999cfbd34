/// The body of an answer of `/embeddings`: `{"data": [{"index": 0, "embedding": [0.1, …]}, …], …}`.
///
/// A reader of its own and not Foundation's: that one turns every number into an object, refuses the `NaN` that
/// Python servers write, and cannot say which text a wrong vector belongs to.
struct EmbeddingAnswer: Hashable {
  /// What cannot be read of an answer.
  enum Problem: Error, Hashable {
    case malformed(String)
    /// A number that is none, in the vector of this place in the request.
    case notFinite(index: Int)
    case dimensions(expected: Int, found: Int)
    case count(expected: Int, found: Int)
  }

  var dimensions: Int
  /// Row after row, in the order of the request.
  var values: [Float]

  /// - Parameter count: how many texts were asked for, at least 1.
  init(_ body: [UInt8], count: Int) throws {
    do {
      try self.init(reading: body, count: count)
    } catch let problem as JSONCursor.Problem {
      throw Problem.malformed(problem.detail)
    }
  }

  private init(reading body: [UInt8], count: Int) throws {
    var rows: [Row] = []
    var numbers: [Float] = []
    try body.withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      guard cursor.take("{") else { throw Problem.malformed(Self.opening(of: body)) }
      var hasData = false
      try cursor.members { name, cursor in
        guard name == "data" else { return try cursor.skip() }
        hasData = true
        guard cursor.take("[") else { throw Problem.malformed("\"data\" is no list") }
        try cursor.elements { cursor in rows.append(try Row(&cursor, position: rows.count, numbers: &numbers))
        }
      }
      try cursor.end()
      guard hasData else { throw Problem.malformed("it has no \"data\"") }
    }
    guard rows.count == count else { throw Problem.count(expected: count, found: rows.count) }
    var order = [Row?](repeating: nil, count: count)
    for row in rows {
      guard order.indices.contains(row.index) else {
        throw Problem.malformed("an \"index\" is \(row.index), with \(count) texts asked for")
      }
      guard order[row.index] == nil else { throw Problem.malformed("the \"index\" \(row.index) comes twice") }
      order[row.index] = row
    }
    let first = order[0]?.range.count ?? 0
    dimensions = first
    values = []
    values.reserveCapacity(numbers.count)
    for row in order.lazy.compactMap(\.self) {
      if !row.isFinite { throw Problem.notFinite(index: row.index) }
      if row.range.isEmpty { throw Problem.malformed("the \"embedding\" of text \(row.index) is empty") }
      if row.range.count != first { throw Problem.dimensions(expected: first, found: row.range.count) }
      values += numbers[row.range]
    }
  }

  /// What an answer that is no JSON begins with.
  private static func opening(of body: [UInt8]) -> String {
    if body.isEmpty { return "it is empty" }
    let start = String(decoding: body.prefix(60), as: UTF8.self).unicodeScalars
      .map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : String($0) }.joined()
    return "it is no JSON object; it begins \"\(start)\""
  }

  /// One element of "data".
  private struct Row {
    var index: Int
    /// Where its numbers are.
    var range = 0..<0
    var isFinite = true

    init(_ cursor: inout JSONCursor, position: Int, numbers: inout [Float]) throws {
      index = position
      guard cursor.take("{") else { throw Problem.malformed("an element of \"data\" is no object") }
      var hasVector = false
      let start = numbers.count
      var (index, isFinite, values) = (position, true, numbers)
      numbers = []
      defer { numbers = values }
      try cursor.members { name, cursor in
        switch name {
        case "index":
          guard case .number(let number) = try cursor.number(), let whole = Int(exactly: number) else {
            throw Problem.malformed("an \"index\" is no whole number")
          }
          index = whole
        case "embedding":
          guard cursor.take("[") else {
            throw Problem.malformed("an \"embedding\" is no list of numbers")
          }
          hasVector = true
          values.removeSubrange(start...)
          try cursor.elements { cursor in
            switch try cursor.number() {
            case .number(let number):
              let value = Float(number)
              if !value.isFinite { isFinite = false }
              values.append(value)
            case .none:
              isFinite = false
              values.append(0)
            }
          }
        default: try cursor.skip()
        }
      }
      guard hasVector else { throw Problem.malformed("an element of \"data\" has no \"embedding\"") }
      (self.index, self.isFinite, range) = (index, isFinite, start..<values.count)
    }
  }
}
