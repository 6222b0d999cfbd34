/// Which texts go out together.
enum TextBatches {
  /// Texts of more than this in all go out in requests of their own: servers limit a request's size.
  static let mostBytes = 4 << 20

  /// - Parameters:
  ///   - items: in order; every batch is a run of them.
  ///   - count: texts in a batch at most.
  static func split(_ items: [Int], bytes: (Int) -> Int, count: Int) -> [[Int]] {
    var batches: [[Int]] = []
    var size = 0
    for item in items {
      let itemSize = bytes(item)
      if let last = batches.last, last.count < max(1, count), size + itemSize <= mostBytes {
        batches[batches.count - 1].append(item)
        size += itemSize
      } else {
        batches.append([item])
        size = itemSize
      }
    }
    return batches
  }
}
