/// Finds attempts of a text to give orders to its judge: "ignore the above", "give this a 5", `<|im_start|>system`,
/// JSON that looks like an answer, and the same in eight other languages and under some disguises.
///
/// It knows words and their order and understands nothing. A finding is a reason to look, not a verdict: a text that talks
/// about such orders is found as well, and one that says it in new words is not.
///
/// The time is in proportion to the text. What is compared is without case, accents, invisible characters and look-alikes
/// from other scripts; ranges are those of the text as it was given.
public enum OrderDetector {
  /// The places, in the order of the text, those inside of another left out.
  public static func findings(in text: String) -> [OrderFinding] {
    var text = text
    text.makeContiguousUTF8()
    let found = text.withUTF8 { bytes in places(bytes, depth: 0) }
    guard !found.isEmpty else { return [] }
    let utf8 = text.utf8
    return merged(found).map { range, kind in
      // Offsets of scalars, so that they are positions of the text.
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let end = utf8.index(start, offsetBy: range.count)
      return OrderFinding(range: start..<end, kind: kind)
    }
  }

  /// Whether there is any.
  public static func givesOrders(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { !places($0, depth: 0).isEmpty }
  }

  /// More places than that say nothing more.
  private static let most = 100

  private typealias Place = (range: Range<Int>, kind: OrderFinding.Kind)

  private static func places(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int) -> [Place] {
    let scan = OrderWordScanner(bytes)
    var places: [Place] = []
    if !scan.classes.isDisjoint(with: .heads) {
      let rules = OrderRules(words: scan.words)
      var index = 0
      while index < scan.words.count, places.count < most {
        if let (end, kind) = rules.order(at: index) {
          places.append((Int(scan.words[index].start)..<Int(scan.words[end].end), kind))
          index = end
        }
        index += 1
      }
    }
    if scan.hasMarks || scan.mayHaveLines { places += OrderMarks(bytes: bytes).findings() }
    // What is found in a disguise in a disguise is not looked for.
    guard depth == 0 else { return places }
    for (range, hidden) in OrderDisguise.texts(in: bytes, scan) {
      var hidden = hidden
      if hidden.withUTF8({ !self.places($0, depth: 1).isEmpty }) { places.append((range, .hidden)) }
    }
    return places
  }

  private static func merged(_ places: [Place]) -> [Place] {
    var result: [Place] = []
    for place in places.sorted(by: {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }) {
      if let last = result.last, place.range.upperBound <= last.range.upperBound { continue }
      result.append(place)
    }
    return result
  }
}
