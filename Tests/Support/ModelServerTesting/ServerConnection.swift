import Foundation

/// One connection: what has come in, and what is still to be done.
struct ServerConnection {
  let descriptor: Int32
  /// Unread bytes, the start of the next request among them.
  var input: [UInt8] = []
  /// How far `input` was searched for the end of a head.
  private var searched = 0
  /// What is still to be done for the request that is being answered.
  var steps: ArraySlice<ChatServer.Reply.Step> = []
  /// Bytes that the system has not taken yet.
  var output: ArraySlice<UInt8> = []
  /// Until when it waits.
  var due: ContinuousClock.Instant?
  /// The reply that is under way.
  var reply: (hash: String, fault: String, isGood: Bool)?
  var isHanging = false
  var isHeld = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Takes a whole request out of the input; nil: it is not there yet.
  mutating func takeRequest() -> (head: String, body: [UInt8])? {
    guard let end = headEnd() else { return nil }
    let length = Self.contentLength(input[..<end])
    guard input.count >= end + length else { return nil }
    let head = String(decoding: input[..<end], as: UTF8.self)
    let body = Array(input[end..<end + length])
    input.removeSubrange(..<(end + length))
    searched = 0
    return (head, body)
  }

  private mutating func headEnd() -> Int? {
    let newline = UInt8(ascii: "\n")
    var index = max(3, searched)
    let found: Int? = input.withUnsafeBufferPointer { bytes in
      while index < bytes.count {
        if bytes[index] == newline, bytes[index - 2] == newline, bytes[index - 1] == 0x0D { return index + 1 }
        index += 1
      }
      return nil
    }
    searched = found == nil ? max(0, input.count) : searched
    return found
  }

  /// 0 without the header.
  private static func contentLength(_ head: ArraySlice<UInt8>) -> Int {
    let name = Array("content-length:".utf8)
    return head.withUnsafeBufferPointer { bytes in
      var start = 0
      while start + name.count < bytes.count {
        if name.indices.allSatisfy({ bytes[start + $0] | 0x20 == name[$0] | 0x20 }) {
          var (index, value) = (start + name.count, 0)
          while index < bytes.count, bytes[index] == 0x20 { index += 1 }
          while index < bytes.count, case let digit = bytes[index] &- 0x30, digit < 10 {
            value = value * 10 + Int(digit)
            index += 1
          }
          return value
        }
        while start < bytes.count, bytes[start] != UInt8(ascii: "\n") { start += 1 }
        start += 1
      }
      return 0
    }
  }

  /// FNV-1a (Fowler, Noll and Vo), 64 bits.
  static func hash(_ bytes: [UInt8]) -> String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    bytes.withUnsafeBufferPointer { bytes in
      for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
