/// Cuts texts into shingles with the same memory for each text. Not to be shared by threads: each has its own.
///
/// ```swift
/// let shingler = Shingler(gram: .words(3))
/// shingler.read(bytes)
/// shingler.hashes  // one for each run of three words, in the text's order
/// ```
///
/// The shingles are those of ``Shingles``: normalised by ``Normalization/shingling``; a text that is shorter than a
/// run is one shingle; a text without words has none.
public final class Shingler {
  private let gram: ShingleGram
  private var normal = ScratchBuffer<UInt8>()
  private var words = ScratchBuffer<UInt64>()
  private var shingles = ScratchBuffer<UInt64>()
  private var sorted = ScratchBuffer<UInt64>()

  /// - Parameter gram: one or more words or characters.
  public init(gram: ShingleGram) {
    switch gram {
    case .words(let size), .characters(let size): precondition(size > 0, "a shingle has at least one word")
    }
    self.gram = gram
  }

  /// The normalised text that was read last, UTF-8; good until the next.
  public var normalized: UnsafeBufferPointer<UInt8> { normal.elements }

  /// The shingles of the text that was read last, in its order, with repeats; good until the next text.
  public var hashes: UnsafeBufferPointer<UInt64> { shingles.elements }

  /// Normalises and cuts a text. Bytes that are no UTF-8 count as U+FFFD.
  public func read(_ text: UnsafeBufferPointer<UInt8>) {
    Normalization.shingling.normalize(text, into: &normal)
    switch gram {
    case .words(let size): cutWords(size)
    case .characters(let size): cutCharacters(size)
    }
  }

  /// The distinct shingles of the text that was read last, sorted; good until the next text.
  public func distinct() -> UnsafeBufferPointer<UInt64> {
    let count = shingles.count
    sorted.reserve(max(count, 1))
    guard count > 0 else { return sorted.elements }
    let target = UnsafeMutableBufferPointer(rebasing: sorted.memory[..<count])
    UniformSort.sort(shingles.elements, into: target)
    var kept = 1
    for index in 1..<count where target[index] != target[kept - 1] {
      target[kept] = target[index]
      kept += 1
    }
    sorted.count = kept
    return sorted.elements
  }

  private func cutWords(_ size: Int) {
    let bytes = normal.elements
    words.reserve(bytes.count / 2 + 1 + bytes.count / 3)
    words.count = Shingles.wordHashes(bytes, into: words.memory)
    let count = words.count
    shingles.reserve(max(count, 1))
    if count == 0 { return }
    let words = UnsafePointer(words.memory.baseAddress!)
    if count <= size {
      shingles.memory[0] = Shingles.combined(words, count: count)
      shingles.count = 1
      return
    }
    for start in 0...count - size { shingles.memory[start] = Shingles.combined(words + start, count: size) }
    shingles.count = count - size + 1
  }

  private func cutCharacters(_ size: Int) {
    let bytes = normal.elements
    shingles.reserve(max(bytes.count, 1))
    if bytes.isEmpty { return }
    // Where the run begins, and how many scalars it has.
    var (start, held, index) = (0, 0, 0)
    while index < bytes.count {
      if held == size {
        start += Self.length(bytes[start])
        held -= 1
      }
      index += Self.length(bytes[index])
      held += 1
      if held == size {
        shingles.memory[shingles.count] = BitMixer.hash(bytes, from: start, to: index)
        shingles.count += 1
      }
    }
    if shingles.count == 0 {
      shingles.memory[0] = BitMixer.hash(bytes, from: 0, to: bytes.count)
      shingles.count = 1
    }
  }

  @inline(__always)
  private static func length(_ lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }
}
