import AssayModel
import AssayText

/// The order in which texts are shown to somebody who must not see which belong together: by a hash of what they say,
/// so that it follows from the texts alone and tells nothing of parents or of the order in which they were made.
enum BlindOrder {
  /// Groups of at most `size` places, all of them together being those of `texts`.
  ///
  /// - Parameter round: another number is another order, for somebody who is asked several times.
  static func groups(_ texts: [[TextField]], size: Int, round: Int = 0) -> [[Int]] {
    let hashes = texts.map { hash($0, round) }
    let order = texts.indices.sorted { left, right in
      hashes[left] == hashes[right]
        ? left < right : hashes[left].lexicographicallyPrecedes(hashes[right])
    }
    // Parts of nearly the same size: a last group of one text would be asked about in other circumstances.
    let count = (order.count + max(1, size) - 1) / max(1, size)
    return (0..<count).map { Array(order[$0 * order.count / count..<($0 + 1) * order.count / count]) }
  }

  private static func hash(_ fields: [TextField], _ round: Int) -> [UInt8] {
    let parts = fields.flatMap { [$0.name, $0.text] }.map { "\($0.utf8.count) \($0)" }
    return SHA256.bytes(of: "\(round)\n" + parts.joined(separator: "\n"))
  }
}
