/// Puts one word for each kind in the place of names, numbers and addresses.
public final class TextMasker {
  private var result: [UInt8] = []
  private var masks = 0
  private var wordsLeft = 0

  public init() {}

  /// The text with its masks, UTF-8; good until the next text.
  public var masked: UnsafeBufferPointer<UInt8> { result.withUnsafeBufferPointer { $0 } }

  /// Whether enough is left to compare.
  public var leavesEnough: Bool { wordsLeft >= 3 && wordsLeft >= masks }

  /// Masks a text; false when there was nothing to mask.
  public func mask(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    result = []
    (masks, wordsLeft) = (0, 0)
    for word in text.split(separator: 0x20) {
      if !result.isEmpty { result.append(0x20) }
      if word.allSatisfy({ (0x30...0x39).contains($0) }) {
        result.append(contentsOf: Array("<number>".utf8))
        masks += 1
      } else {
        result.append(contentsOf: word)
        wordsLeft += 1
      }
    }
    return masks > 0
  }
}
