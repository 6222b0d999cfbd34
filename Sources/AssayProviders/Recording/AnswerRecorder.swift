import AssayModel
import AssayText
import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One line of a recording.
struct RecordedAnswer: Codable {
  /// What tells a recording from other JSON Lines, and its version.
  var recording = 1
  /// SHA-256 of ``ChatRequest/replayText``, 64 hexadecimal digits.
  var hash: String
  /// As the endpoint's configuration names it to the server.
  var model: String
  var seconds: Double
  var answer: ChatAnswer
  /// The request without its fence, for people.
  var request: ChatRequest

  static func hash(_ request: ChatRequest) -> String {
    SHA256.bytes(of: request.replayText).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}

/// Appends each answer to a file of JSON Lines, for an endpoint of the dialect `recorded` to replay.
///
/// A line is written by one call before the answer counts, so that a killed run loses none; several runs may write into
/// one file. Neither headers nor keys get into it.
public final class AnswerRecorder: Sendable {
  public let path: String
  private let descriptor: Mutex<Int32>

  /// Opens the file, or makes it.
  ///
  /// - Throws: ``RecordingProblem``.
  public init(path: String) throws {
    self.path = path
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw RecordingProblem.notWritable(file: path, detail: String(cString: strerror(errno)))
    }
    descriptor = Mutex(opened)
  }

  deinit { descriptor.withLock { _ = close($0) } }

  /// - Parameters:
  ///   - model: as the server calls it.
  ///   - key: cut out of what is written, should the server have quoted it.
  /// - Throws: ``RecordingProblem``.
  func record(_ request: ChatRequest, _ answer: ChatAnswer, model: String, seconds: Double, key: APIKey?)
    throws
  {
    var shown = request
    if let fence = request.fence, !fence.isEmpty {
      shown.fence = nil
      shown.messages = request.messages.map { message in
        ChatRequest.Message(message.role, message.content.replacingOccurrences(of: fence, with: "FENCE"))
      }
    }
    let line = RecordedAnswer(
      hash: RecordedAnswer.hash(request), model: model, seconds: seconds, answer: answer, request: shown)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = String(decoding: try encoder.encode(line), as: UTF8.self)
    if let key, key.occurs(in: Array(text.utf8)) { text = key.redacted(text) }
    try append(Array(text.utf8) + [0x0A])
  }

  private func append(_ line: [UInt8]) throws {
    try descriptor.withLock { descriptor in
      // Another process may write into the same file, and a line may take more than one call.
      _ = flock(descriptor, LOCK_EX)
      defer { _ = flock(descriptor, LOCK_UN) }
      var rest: ArraySlice<UInt8> = (Self.endsInTheMiddle(path) ? [0x0A] : []) + line
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          throw RecordingProblem.notWritable(file: path, detail: String(cString: strerror(errno)))
        }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Whether the last line lacks its end: its writer was killed.
  private static func endsInTheMiddle(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var last: UInt8 = 0x0A
    guard lseek(file, -1, SEEK_END) >= 0, read(file, &last, 1) == 1 else { return false }
    return last != 0x0A
  }
}

/// What is wrong with a recording.
public enum RecordingProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case notNamed(model: String)
  case notReadable(model: String, file: String)
  /// The file has lines, and none is one of a recording.
  case empty(model: String, file: String)
  case notWritable(file: String, detail: String)

  public var description: String {
    switch self {
    case .notNamed(let model):
      "[models.\(model)] replays a recording, but names none: write recording = \"answers.jsonl\""
    case .notReadable(let model, let file):
      "[models.\(model)]: the recording \(file) cannot be read; make one with --record \(file) and another model"
    case .empty(let model, let file): "[models.\(model)]: \(file) holds no recorded answer"
    case .notWritable(let file, let detail): "the recording \(file) cannot be written: \(detail)"
    }
  }
}
