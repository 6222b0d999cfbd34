/// A key for a server. It goes into a request's header and nowhere else: it has no description, and
/// ``redacted(_:)`` takes it out of whatever a server sends back.
public struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  let value: String

  /// - Returns: nil when the text, less white space around it, is empty or holds anything but visible ASCII, which
  ///   a header cannot carry.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, Self.isSpace(last) { bytes.removeLast() }
    while let first = bytes.first, Self.isSpace(first) { bytes.removeFirst() }
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    value = String(decoding: bytes, as: UTF8.self)
  }

  public var description: String { Self.mark }
  public var debugDescription: String { Self.mark }
  // Otherwise `dump` and the messages of failed tests would print the stored value.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The text with the key, and any eight or more characters of it in a row, replaced: servers like to quote a part.
  public func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let needle = value.utf8.map(Self.folded)
    let haystack = bytes.map(Self.folded)
    let least = min(Self.leastRun, needle.count)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let length = Self.longestRun(of: needle, in: haystack, at: position)
      if length >= least {
        result += Self.mark.utf8
        position += length
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether the whole key is in there. Much faster than ``redacted(_:)``, for what is long.
  func occurs(in bytes: [UInt8]) -> Bool {
    let needle = Array(value.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.dropLast(needle.count - 1).contains { start in
        bytes[start] == needle[0] && needle.indices.allSatisfy { bytes[start + $0] == needle[$0] }
      }
    }
  }

  private static let mark = "[key]"
  private static let leastRun = 8

  /// The longest part of `needle` that `haystack` holds at `position`.
  private static func longestRun(of needle: [UInt8], in haystack: [UInt8], at position: Int) -> Int {
    var best = 0
    for start in needle.indices where needle[start] == haystack[position] {
      var length = 1
      while start + length < needle.count, position + length < haystack.count,
        needle[start + length] == haystack[position + length]
      {
        length += 1
      }
      best = max(best, length)
    }
    return best
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
