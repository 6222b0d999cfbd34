import AssayModel

/// The result of one request of a batch.
public struct BatchResult: Hashable, Sendable {
  /// What a line of results says of its request.
  public enum Outcome: Hashable, Sendable {
    /// The body of a response with the status 200, as JSON.
    case answer([UInt8])
    /// What went wrong: a short word for counting ("status 429", "batch_expired"), and the server's message.
    case error(kind: String, message: String)
  }
  /// The line of the file on which it stands.
  public var line: Int
  /// The `custom_id` that the request came with.
  public var id: String
  public var outcome: Outcome
  public init(line: Int, id: String, outcome: Outcome) {
    self.line = line
    self.id = id
    self.outcome = outcome
  }
}

/// Reads files of results in the OpenAI Batch format, line by line, gzip'd or not:
///
/// ```
/// {"custom_id": "…", "response": {"status_code": 200, "body": {…}}, "error": null}
/// ```
public final class BatchResultReader {
  /// What comes out of a file, line by line.
  public enum Event: Sendable {
    case result(BatchResult)
    /// A line that cannot be taken; the reader goes on with the next.
    case problem(LineProblem)
  }

  private let records: RecordReader

  /// - Parameter path: a file, or `-` for the standard input.
  /// - Throws: an error that says what cannot be opened and why.
  public init(path: String) throws {
    records = try RecordReader(
      path: path, model: #"a result looks like {"custom_id": "…", "response": {…}, "error": null}"#)
  }

  /// Bytes read from the disk so far.
  public var bytesRead: Int64 { records.bytesRead }
  /// Bytes on the disk; nil for a pipe.
  public var totalBytes: Int64? { records.totalBytes }
  /// What the file is called in messages.
  public var name: String { records.name }

  /// The next result or problem; nil at the end.
  ///
  /// - Throws: an error that ends the file: it cannot be read further.
  public func next() throws -> Event? {
    try records.next { root, line in
      do throws(RowProblem) {
        let id = try Self.text(root["custom_id"], "custom_id")
        return .result(BatchResult(line: line, id: id, outcome: try Self.outcome(root)))
      } catch {
        return .problem(
          LineProblem(file: records.name, line: line, field: error.field, message: error.message))
      }
    } problem: {
      .problem($0)
    }
  }

  private static func outcome(_ root: JSONNode) throws(RowProblem) -> BatchResult.Outcome {
    let error = root["error"].flatMap { $0.kind == .null ? nil : $0 }
    let response = root["response"].flatMap { $0.kind == .null ? nil : $0 }
    guard let response else {
      guard let error else { throw RowProblem(field: "response", message: "neither a response nor an error") }
      return failure(error, kind: nil)
    }
    guard response.kind == .object else {
      throw RowProblem(field: "response", message: "not an object but \(response.kind.words)")
    }
    let body = response["body"]
    // Some engines leave the status out when all went well.
    let status = try status(response["status_code"])
    if status != 200 || error != nil {
      return failure(body?["error"] ?? error ?? body, kind: status == 200 ? nil : "status \(status)")
    }
    guard let body, body.kind == .object else {
      throw RowProblem(field: "response.body", message: "not an object but \(body?.kind.words ?? "nothing")")
    }
    return .answer(Array(JSONText.write(body) { _ in nil }.utf8))
  }

  private static func status(_ node: JSONNode?) throws(RowProblem) -> Int64 {
    guard let node, node.kind != .null else { return 200 }
    guard let status = node.integer else {
      throw RowProblem(field: "response.status_code", message: "not a whole number but \(node.kind.words)")
    }
    return status
  }

  private static func failure(_ node: JSONNode?, kind: String?) -> BatchResult.Outcome {
    let word = node?["code"]?.plainText ?? node?["type"]?.plainText
    let message = node?["message"]?.plainText ?? node?.plainText ?? "no message"
    return .error(kind: kind ?? word ?? "error", message: message)
  }

  private static func text(_ node: JSONNode?, _ name: String) throws(RowProblem) -> String {
    guard let node else { throw RowProblem(field: name, message: "not there") }
    guard let text = node.string else {
      throw RowProblem(field: name, message: "not a text but \(node.kind.words)")
    }
    return text
  }
}
