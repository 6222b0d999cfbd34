/// The last lines of a text that comes in pieces.
struct LineTail {
  /// How many lines are kept.
  let limit: Int
  /// The last lines, the oldest first; not the one that has not ended yet.
  private(set) var lines: [String] = []
  private var pending: [UInt8] = []

  /// A line that does not end is cut here.
  private static let longest = 4096

  init(limit: Int) { self.limit = limit }

  /// - Returns: the lines that the piece has brought to their end.
  mutating func append(_ bytes: some Sequence<UInt8>) -> [String] {
    var ended: [String] = []
    for byte in bytes {
      // Progress bars go back to the line's start: each of their states counts as a line.
      if byte == 0x0A || byte == 0x0D || pending.count == Self.longest { ended += finish() }
      if byte != 0x0A, byte != 0x0D { pending.append(byte) }
    }
    return ended
  }

  /// Takes what is left as a line.
  mutating func finish() -> [String] {
    if pending.isEmpty { return [] }
    let line = String(decoding: pending, as: UTF8.self)
    pending.removeAll(keepingCapacity: true)
    lines.append(line)
    if lines.count > limit { lines.removeFirst(lines.count - limit) }
    return [line]
  }
}
