extension WordDiff {
  /// Where the two texts stop being equal from the left and start being equal to the end, moved to
  /// the nearest places between words. Compares bytes: long equal parts cost next to nothing.
  static func commonEnds(
    _ old: String, _ new: String
  ) -> (start: (old: String.Index, new: String.Index), oldEnd: String.Index, newEnd: String.Index) {
    var (old, new) = (old, new)
    let (prefix, suffix) = old.withUTF8 { oldBytes in
      new.withUTF8 { newBytes in
        let prefix = commonPrefix(oldBytes, newBytes)
        return (prefix, commonSuffix(oldBytes, newBytes, after: prefix))
      }
    }
    let start = (
      old: old.utf8.index(old.startIndex, offsetBy: prefix),
      new: new.utf8.index(new.startIndex, offsetBy: prefix)
    )
    return (
      start, old.utf8.index(old.endIndex, offsetBy: -suffix),
      new.utf8.index(new.endIndex, offsetBy: -suffix)
    )
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func commonPrefix(_ old: Bytes, _ new: Bytes) -> Int {
    let limit = min(old.count, new.count)
    var length = 0
    while length < limit, old[length] == new[length] { length += 1 }
    while length > 0, !(startsWord(old, length) && startsWord(new, length)) { length -= 1 }
    return length
  }

  private static func commonSuffix(_ old: Bytes, _ new: Bytes, after prefix: Int) -> Int {
    let limit = min(old.count, new.count) - prefix
    var length = 0
    while length < limit, old[old.count - length - 1] == new[new.count - length - 1] { length += 1 }
    while length > 0,
      !(startsWord(old, old.count - length) && startsWord(new, new.count - length))
    { length -= 1 }
    return length
  }

  /// Whether a word starts at `index`: at the beginning, after ASCII white space, or at a character of
  /// a script without spaces that follows another one.
  private static func startsWord(_ bytes: Bytes, _ index: Int) -> Bool {
    if index == 0 { return true }
    let follows = isSpace(bytes[index - 1])
    if index == bytes.count { return follows }
    if bytes[index] < 0x80 { return follows && !isSpace(bytes[index]) }
    if bytes[index] & 0xC0 == 0x80 { return false }
    let value = UTF8Scalars.decode(bytes, at: index).scalar
    guard let scalar = Unicode.Scalar(value), !joinsPrevious(scalar) else { return false }
    return follows || (SpacelessScript.contains(value) && isAfterSpaceless(bytes, index))
  }

  private static func isAfterSpaceless(_ bytes: Bytes, _ index: Int) -> Bool {
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return SpacelessScript.contains(UTF8Scalars.decode(bytes, at: start).scalar)
  }

  private static func joinsPrevious(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return true
    default:
      return scalar.properties.isGraphemeExtend || scalar.properties.isWhitespace
        || scalar.value == 0x0E33 || scalar.value == 0x0EB3  // Thai and Lao AM join what is before them
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
