/// Orders in words: what is looked for around each word that may begin one.
///
/// A rule is a chain of word classes with a few words allowed between them, inside of a sentence. Nothing looks further
/// than a dozen words, so the work is in proportion to the text.
struct OrderRules {
  typealias Class = OrderWordClass
  let words: [OrderWord]

  /// The last word of an order that begins at this word.
  func order(at index: Int) -> (end: Int, kind: OrderFinding.Kind)? {
    let head = words[index].classes
    guard !head.isEmpty else { return nil }
    if let end = ignoring(index, head) { return (end, .ignore) }
    if let end = demanding(index, head) { return (end, .score) }
    if let end = assigning(index, head) { return (end, .role) }
    return nil
  }

  // MARK: Words

  /// The first word of a class behind `index` with at most so many words between, in the same sentence. A full stop behind
  /// every word ("Ignore. All. Previous.") ends no sentence.
  func find(_ classes: Class, after index: Int, within gap: Int) -> Int? {
    let last = min(index + 1 + gap, words.count - 1)
    var position = index + 1
    while position <= last {
      let isBroken = words[position].gap.contains(.sentence)
      if isBroken, position > index + 1 { return nil }
      if has(position, classes) { return position }
      if isBroken { return nil }
      position += 1
    }
    return nil
  }

  func has(_ index: Int, _ classes: Class) -> Bool { !words[index].classes.isDisjoint(with: classes) }

  func contains(_ classes: Class, in range: ClosedRange<Int>) -> Bool { range.contains { has($0, classes) } }

  /// The word before, in the same sentence, is of a class.
  func follows(_ classes: Class, _ index: Int, by steps: Int = 1) -> Bool {
    guard index >= steps else { return false }
    for position in (index - steps + 1)...index where words[position].gap.contains(.sentence) { return false }
    return has(index - steps, classes)
  }

  /// "I ignored", "can we ignore", "did not follow": somebody does it and is not told to.
  func isToldOf(_ index: Int) -> Bool {
    follows([.subject, .past], index) || follows(.subject, index, by: 2)
  }

  /// Whether a line ends between two words.
  func isBroken(_ start: Int, _ end: Int) -> Bool {
    words[(start + 1)...end].contains { $0.gap.contains(.line) }
  }

  /// Whether something other than a space stands behind the word.
  func endsClause(_ index: Int) -> Bool {
    index + 1 >= words.count || !words[index + 1].gap.isDisjoint(with: [.sentence, .sign, .line, .point])
  }

  func startsClause(_ index: Int) -> Bool {
    index == 0 || !words[index].gap.isDisjoint(with: [.sentence, .sign, .line, .point])
  }

  // MARK: Numbers

  /// Whether a number can be a score: not an end of a range, no count of things, no item of a list.
  func isScore(_ index: Int) -> Bool {
    guard has(index, .number) else { return has(index, .topScore) }
    // "1. …", "2. …"
    if words[index].gap.contains(.line) { return false }
    if index > 1, has(index - 2, .number), follows([.to], index) { return false }
    // "Out of 100" is a scale.
    if index > 1, words[index - 1].length == 2, words[index - 2].length == 3,
      follows(.afterScore, index, by: 1),
      follows(.afterScore, index, by: 2), index < 3 || !has(index - 3, .number)
    {
      return false
    }
    if index > 0, words[index].gap.contains(.dash), has(index - 1, .number) { return false }
    guard index + 1 < words.count else { return true }
    let next = words[index + 1]
    let isNumber = next.classes.contains(.number)
    if next.gap == .slash { return isNumber }
    if isNumber, !next.gap.isDisjoint(with: [.dash, .point]), !next.gap.contains(.sentence) { return false }
    if next.classes.contains(.to) { return index + 2 >= words.count || !has(index + 2, .number) }
    if !next.gap.isDisjoint(with: [.sentence, .sign, .line, .point]) { return true }
    return has(index + 1, [.afterScore, .dimension, .foreign])
  }

  /// "5/5", "5 out of 5".
  func isOutOf(_ index: Int) -> Bool {
    guard has(index, .number), index + 1 < words.count else { return false }
    if words[index + 1].gap.contains(.slash) { return has(index + 1, .number) }
    return index + 3 < words.count && words[index + 1].length == 3 && has(index + 1, .afterScore)
      && words[index + 2].length == 2 && has(index + 3, .number)
  }

  /// Words for the best score: "full marks", "la note maximale", "满分".
  func topScore(after index: Int, within gap: Int) -> Int? {
    if let end = find(.topScore, after: index, within: gap) { return end }
    if let top = find(.top, after: index, within: gap), let end = find(.score, after: top, within: 1) {
      return end
    }
    if let score = find(.score, after: index, within: gap), has(score, .foreign) || words[score].length == 4,
      let end = find(.top, after: score, within: 2), has(end, .foreign)
    {
      return end
    }
    return nil
  }

  /// A number that is a score, or words for the best one.
  func top(after index: Int, within gap: Int) -> Int? {
    if let end = topScore(after: index, within: gap) { return end }
    guard let end = find(.number, after: index, within: gap), isScore(end) else { return nil }
    // "Give me the summary of World War 2": what stands between must be of the order.
    return words[(index + 1)..<end].allSatisfy { !$0.classes.isEmpty || $0.length == 1 } ? end : nil
  }
}
