import AssayModel
import AssayText

/// The mark that keeps text under judgement apart from the judge's instructions.
///
/// It is made of the workspace's secret and of what is asked, so a text cannot know it, it differs from request to
/// request, and the same question has the same mark again when a run is resumed. Lines that carry it surround every
/// foreign text:
///
/// ```
/// <<3f9ac2d0e1b2c3d4e5f60718 text>>
/// I was charged twice.
/// <<3f9ac2d0e1b2c3d4e5f60718 label>>
/// billing
/// <<3f9ac2d0e1b2c3d4e5f60718 end>>
/// ```
package struct Fence {
  /// 24 hexadecimal digits, 96 bits.
  package let mark: String

  /// - Parameters:
  ///   - content: everything that is asked, in order.
  ///   - texts: foreign texts, none of which may contain the mark.
  package init(secret: [UInt8], content: [String], avoiding texts: [String]) {
    var number = 0
    var candidate = Self.candidate(number, secret: secret, content: content)
    // A text that holds its own mark has to break SHA-256 first; it is a matter of one comparison to be sure.
    while texts.contains(where: { Self.contains($0, candidate) }) {
      number += 1
      candidate = Self.candidate(number, secret: secret, content: content)
    }
    mark = candidate
  }

  /// Each part with its length before it, so that no two lists of parts are written the same.
  static func candidate(_ number: Int, secret: [UInt8], content: [String]) -> String {
    var bytes: [UInt8] = []
    func append(_ part: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part)
    }
    append(secret)
    append("\(number)".utf8)
    for part in content { append(part.utf8) }
    return String(bytes.withUnsafeBytes { SHA256.digest($0) }.prefix(24))
  }

  /// Whether the text holds the mark in any case; by bytes, since a mark inside a cluster of marks counts as well.
  private static func contains(_ text: String, _ mark: String) -> Bool {
    let wanted = Array(mark.utf8)
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count >= wanted.count else { return false }
      return (0...bytes.count - wanted.count).contains { start in
        for (offset, byte) in wanted.enumerated() where bytes[start + offset] | 0x20 != byte | 0x20 {
          return false
        }
        return true
      }
    }
  }

  // MARK: Writing

  package func line(_ words: String) -> String { "<<\(mark) \(words)>>" }

  /// Named parts between lines that carry the mark.
  package func block(_ parts: [(name: String, text: String)]) -> String {
    var lines: [String] = []
    for (name, text) in parts { lines += [line(name), text] }
    return (lines + [line("end")]).joined(separator: "\n")
  }

  /// A field's name as it may stand outside the fence: names come from files as well.
  package static func safeName(_ name: String, at position: Int) -> String {
    let isSafe =
      !name.isEmpty && name.utf8.count <= 40
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
          || "_-.".unicodeScalars.contains(scalar)
      }
    return isSafe ? name : "field \(position + 1)"
  }
}
