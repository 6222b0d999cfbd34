import Foundation

/// Texts inside of a text: in base64, in hexadecimal digits, escaped, rotated, backwards, spaced out.
enum OrderDisguise {
  /// Decoded texts with the bytes that they come from. Each decoding is tried only where its signs are there.
  static func texts(in bytes: UnsafeBufferPointer<UInt8>, _ scan: OrderWordScanner) -> [(
    range: Range<Int>, text: String
  )] {
    var result: [(range: Range<Int>, text: String)] = []
    if scan.longestRun >= 20 { result += encoded(bytes) }
    if scan.escapes >= 4, let text = unescaped(bytes) { result.append((0..<bytes.count, text)) }
    if scan.tags >= 4 { result.append(contentsOf: tags(bytes)) }
    if scan.singles >= 6 { result += spaced(bytes, scan.words) }
    let whole = { String(decoding: bytes, as: UTF8.self) }
    if scan.words.count(where: { $0.classes.contains(.rotated) }) >= 2 {
      result.append((0..<bytes.count, OrderVocabulary.rotated(whole())))
    }
    if scan.words.count(where: { $0.classes.contains(.backwards) }) >= 2 {
      result.append((0..<bytes.count, String(whole().reversed())))
    }
    return result
  }

  // MARK: Runs

  private static func encoded(_ bytes: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, text: String)] {
    var result: [(range: Range<Int>, text: String)] = []
    var start = 0
    while start < bytes.count, result.count < 16 {
      guard isRun(bytes[start]) else {
        start += 1
        continue
      }
      var end = start
      var hexadecimal = 0
      var letters = 0
      while end < bytes.count, isRun(bytes[end]) {
        if isHexDigit(bytes[end]) { hexadecimal += 1 }
        if (0x61...0x7A).contains(bytes[end] | 0x20) { letters += 1 }
        end += 1
      }
      if end - start >= 20 {
        let run = bytes[start..<end]
        if hexadecimal == run.count, let text = hexText(run) { result.append((start..<end, text)) }
        if let text = base64Text(run) { result.append((start..<end, text)) }
        // Words without spaces.
        if letters == run.count, run.count <= 200, let text = OrderSegmentation.words(in: run) {
          result.append((start..<end, text))
        }
      }
      start = max(end, start + 1)
    }
    return result
  }

  private static func base64Text(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    var text = String(decoding: run, as: UTF8.self).replacingOccurrences(of: "-", with: "+")
      .replacingOccurrences(of: "_", with: "/").filter { $0 != "=" }
    if text.utf8.count % 4 == 1 { text.removeLast() }
    text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text).flatMap { readable(Array($0)) }
  }

  private static func hexText(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let digits = Array(run)
    guard digits.count % 2 == 0 else { return nil }
    return readable(
      stride(from: 0, to: digits.count, by: 2).map { digit(digits[$0]) << 4 | digit(digits[$0 + 1]) })
  }

  /// The text, if it is one: nearly all of it letters and spaces.
  private static func readable(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self), bytes.count >= 12 else { return nil }
    let plain = bytes.count { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x20 || $0 >= 0x80 }
    return plain * 10 >= bytes.count * 8 ? text : nil
  }

  // MARK: Escapes

  /// `%69`, `&#105;`, `&lt;`, `\u0069`.
  private static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var found = 0
    var index = 0
    while index < bytes.count {
      if let (scalar, length) = escape(bytes, index) {
        result.append(contentsOf: String(scalar).utf8)
        found += 1
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return found >= 4 ? String(decoding: result, as: UTF8.self) : nil
  }

  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (Unicode.Scalar, Int)? {
    func number(_ start: Int, _ count: Int, radix: UInt32) -> UInt32? {
      guard start + count <= bytes.count, count > 0 else { return nil }
      var value: UInt32 = 0
      for byte in bytes[start..<(start + count)] {
        guard isHexDigit(byte), digit(byte) < radix else { return nil }
        value = value * radix + UInt32(digit(byte))
      }
      return value
    }
    switch bytes[index] {
    case UInt8(ascii: "%"):
      return number(index + 1, 2, radix: 16).flatMap { $0 < 0x80 ? (Unicode.Scalar(UInt8($0)), 3) : nil }
    case UInt8(ascii: "\\"):
      guard index + 1 < bytes.count,
        bytes[index + 1] | 0x20 == UInt8(ascii: "u") || bytes[index + 1] == UInt8(ascii: "x")
      else { return nil }
      let count = bytes[index + 1] == UInt8(ascii: "x") ? 2 : 4
      return number(index + 2, count, radix: 16).flatMap(Unicode.Scalar.init).map { ($0, count + 2) }
    case UInt8(ascii: "&"):
      guard index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "#") else { return nil }
      let isHex = bytes[index + 2] | 0x20 == UInt8(ascii: "x")
      let start = index + (isHex ? 3 : 2)
      guard start < bytes.count, let end = bytes[start...].prefix(7).firstIndex(of: UInt8(ascii: ";")) else {
        return nil
      }
      return number(start, end - start, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init).map {
        ($0, end + 1 - index)
      }
    default: return nil
    }
  }

  /// Unicode's block of tags, whose scalars are ASCII that nobody sees.
  private static func tags(_ bytes: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, text: String)] {
    var text = String.UnicodeScalarView()
    var (first, last) = (bytes.count, 0)
    var offset = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      if (0xE0020...0xE007E).contains(scalar.value) {
        text.append(Unicode.Scalar(UInt8(scalar.value - 0xE0000)))
        (first, last) = (min(first, offset), offset + width)
      }
      offset += width
    }
    return [(first..<last, String(text))]
  }

  // MARK: Spaced letters

  /// "i g n o r e   a l l": single letters put together to words, which end where the gap is wider.
  private static func spaced(
    _ bytes: UnsafeBufferPointer<UInt8>, _ words: [OrderWord]
  ) -> [(range: Range<Int>, text: String)] {
    var result: [(range: Range<Int>, text: String)] = []
    var index = 0
    while index < words.count, result.count < 16 {
      var end = index
      while end < words.count, words[end].length == 1 { end += 1 }
      if end - index >= 6 {
        var letters: [UInt8] = []
        var hasGaps = false
        for word in words[index..<end] {
          if word.gap.contains(.wide), !letters.isEmpty {
            letters.append(0x20)
            hasGaps = true
          }
          letters.append(contentsOf: bytes[Int(word.start)..<Int(word.end)])
        }
        let range = Int(words[index].start)..<Int(words[end - 1].end)
        let rest =
          end < words.count
          ? String(decoding: bytes[Int(words[end - 1].end)...].prefix(200), as: UTF8.self) : ""
        if hasGaps || end < words.count {
          result.append((range, String(decoding: letters, as: UTF8.self) + rest))
        }
        if !hasGaps, letters.count <= 200, let text = OrderSegmentation.words(in: letters) {
          result.append((range, text))
        }
      }
      index = max(end, index + 1)
    }
    return result
  }

  private static func isRun(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "=")
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte - 0x30 : (byte | 0x20) - 0x57 }
}

/// Words that were written without spaces.
enum OrderSegmentation {
  /// The words with spaces between them, if all of the letters are known words; the fewest words that can be.
  static func words(in letters: some Collection<UInt8>) -> String? {
    let letters = letters.map { $0 | 0x20 }
    // The fewest words up to each letter, and where the last of them begins.
    var counts = [Int?](repeating: nil, count: letters.count + 1)
    var begins = [Int](repeating: 0, count: letters.count + 1)
    counts[0] = 0
    for start in letters.indices {
      guard let count = counts[start] else { continue }
      var hash = OrderVocabulary.emptyHash
      for end in start..<min(letters.count, start + 16) {
        hash = OrderVocabulary.hash(adding: UInt32(letters[end]), to: hash)
        guard !OrderVocabulary.classes(hash).isEmpty, count + 1 < counts[end + 1] ?? .max else { continue }
        counts[end + 1] = count + 1
        begins[end + 1] = start
      }
    }
    guard counts[letters.count] != nil else { return nil }
    var words: [String] = []
    var end = letters.count
    while end > 0 {
      words.append(String(decoding: letters[begins[end]..<end], as: UTF8.self))
      end = begins[end]
    }
    return words.reversed().joined(separator: " ")
  }
}
