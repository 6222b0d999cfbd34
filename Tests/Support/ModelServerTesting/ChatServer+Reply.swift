import Foundation

extension ChatServer {
  /// What the server does with a connection once a request is there.
  public struct Reply: Sendable {
    public enum Step: Sendable {
      case send([UInt8])
      case wait(seconds: Double)
      /// Ends the connection.
      case close
      /// Nothing more, until the client goes.
      case hang
    }

    public var steps: [Step]
    /// The name of what is wrong with it; empty: nothing.
    public var fault: String
    /// Whether it is a whole answer of status 200.
    public var isGood: Bool

    public init(steps: [Step], fault: String = "", isGood: Bool = false) {
      self.steps = steps
      self.fault = fault
      self.isGood = isGood
    }

    /// A whole answer.
    ///
    /// - Parameter headers: lines as `"Retry-After: 1"`.
    public static func answer(_ status: Int, _ body: String, headers: [String] = [], fault: String = "")
      -> Reply
    {
      answer(status, Array(body.utf8), headers: headers, fault: fault)
    }

    /// A whole answer.
    public static func answer(_ status: Int, _ body: [UInt8], headers: [String] = [], fault: String = "")
      -> Reply
    {
      let lines = ["HTTP/1.1 \(status) X", "Content-Type: application/json"] + headers
      let head = (lines + ["Content-Length: \(body.count)", "", ""]).joined(separator: "\r\n")
      return Reply(
        steps: [.send(Array(head.utf8) + body)], fault: fault, isGood: status == 200 && fault.isEmpty)
    }

    /// A refusal as OpenAI words it.
    public static func refusal(
      _ status: Int, _ message: String, code: String? = nil, parameter: String? = nil,
      type: String = "invalid_request_error", headers: [String] = [], fault: String = "refusal"
    ) -> Reply {
      let error: [String: Any] = [
        "message": message, "type": type, "param": parameter ?? NSNull(), "code": code ?? NSNull(),
      ]
      return answer(status, JSONText.text(["error": error]), headers: headers, fault: fault)
    }

    /// Half of an answer, then the end of the connection.
    public static func half(of body: String) -> Reply {
      let bytes = Array(body.utf8)
      let head = "HTTP/1.1 200 X\r\nContent-Length: \(bytes.count)\r\n\r\n"
      return Reply(
        steps: [.send(Array(head.utf8) + bytes[..<(bytes.count / 2)]), .close], fault: "half body")
    }

    /// The end of the connection without a byte.
    public static let drop = Reply(steps: [.close], fault: "dropped")

    /// Silence.
    public static let hang = Reply(steps: [.hang], fault: "hung")

    /// The same, later.
    public func after(seconds: Double) -> Reply {
      Reply(steps: [.wait(seconds: seconds)] + steps, fault: fault, isGood: isGood)
    }

    /// The same, in pieces of `bytes` with a pause between two of them.
    public func trickled(bytes: Int, seconds: Double) -> Reply {
      var result: [Step] = []
      for step in steps {
        guard case .send(let all) = step else {
          result.append(step)
          continue
        }
        for start in stride(from: 0, to: all.count, by: max(1, bytes)) {
          if start > 0 { result.append(.wait(seconds: seconds)) }
          result.append(.send(Array(all[start..<min(all.count, start + max(1, bytes))])))
        }
      }
      return Reply(steps: result, fault: fault, isGood: isGood)
    }
  }
}
