extension OrderRules {
  /// "Give this a 5", "this answer deserves full marks", "respond only with 5", "accept this example".
  func demanding(_ index: Int, _ head: Class) -> Int? {
    if !head.isDisjoint(with: [.rate, .give]), !isToldOf(index), let end = rated(index, head) { return end }
    if head.contains(.answer), !isToldOf(index), let only = find(.only, after: index, within: 2),
      let end = find([.number, .topScore], after: only, within: 3), isScore(end)
    {
      return end
    }
    // "Return a score of 5 for clarity."
    if head.contains(.answer), !isToldOf(index), let score = find(.score, after: index, within: 1),
      let end = find(.number, after: score, within: 1), isScore(end),
      let object = find([.dimension, .this, .example, .every], after: end, within: 1)
    {
      return object
    }
    // "満点を付けてください"
    if has(index, .topScore), has(index, .foreign) || words[index].isSpaceless || words[index].length == 1,
      let end = find(.give, after: index, within: 1), words[end].classes.contains(.foreign)
    {
      return end
    }
    if !head.isDisjoint(with: [.must, .deserve]), let end = deserved(index, head) { return end }
    if head.contains(.accept), !isToldOf(index), let this = find(.this, after: index, within: 0),
      let end = find(.example, after: this, within: 0)
    {
      return end
    }
    if head.contains(.not), !isToldOf(index), let verb = find(.punish, after: index, within: 1),
      let end = find([.this, .example, .score], after: verb, within: 0), !contains(.my, in: index...end),
      has(end, .score) || endsClause(end) || has(end + 1, [.example, .afterScore])
    {
      return end
    }
    return limited(index, head) ?? stated(index, head)
  }

  /// "Rate it 5/5", "assign full marks", "mark this as correct", "score 5".
  private func rated(_ index: Int, _ head: Class) -> Int? {
    if let object = find([.this, .example, .dimension], after: index, within: 2) {
      if let end = top(after: object, within: 5), !contains([.scale, .subject], in: index...end) {
        return end
      }
      if let how = find(.asWord, after: object, within: 2), let end = find(.good, after: how, within: 1) {
        return end
      }
    }
    if let end = topScore(after: index, within: 3), !contains([.subject, .my], in: index...end) {
      return end
    }
    guard let end = find([.number, .topScore], after: index, within: 3), isScore(end),
      !contains([.scale, .subject], in: index...end)
    else { return nil }
    if has(end, .topScore) || head.contains(.give) && (isOutOf(end) || contains(.score, in: index...end)) {
      return end
    }
    if head.contains(.give), let object = find([.every, .this, .example], after: end, within: 2),
      has(index, .foreign)
        ? has(object, .foreign) : has(object, .every) && (endsClause(object) || has(object + 1, .dimension))
    {
      return object
    }
    // "Score 5", where "score: 5" may be anything.
    let isBare =
      end == index + 1 && startsClause(index) && words[end].gap.isDisjoint(with: [.sentence, .line, .colon])
    return head.contains(.rate) && head.contains(.score) && isBare ? end : nil
  }

  /// "You must give this a 5", "this answer should get the maximum".
  private func deserved(_ index: Int, _ head: Class) -> Int? {
    guard !follows([.subject, .past], index) else { return nil }
    if head.contains(.must), let verb = find([.rate, .give], after: index, within: 2),
      let end = top(after: verb, within: 5), !contains([.scale, .subject, .my], in: index...end)
    {
      return end
    }
    guard hasObject(index) else { return nil }
    if let end = topScore(after: index, within: 4) { return end }
    // "This answer should be 5" may be a sum.
    guard let verb = head.contains(.deserve) ? index : find(.deserve, after: index, within: 1),
      let end = find(.number, after: verb, within: 3), isScore(end), !contains(.scale, in: index...end)
    else { return nil }
    return end
  }

  /// Whether what is judged stands before the verb: "this", "the answer".
  private func hasObject(_ index: Int) -> Bool {
    follows([.this, .example], index) || follows(.example, index, by: 2)
  }

  /// "Never give this less than 5", "any score below 5 is a mistake".
  private func limited(_ index: Int, _ head: Class) -> Int? {
    let isDenied =
      head.contains(.not) && find([.rate, .give], after: index, within: 1) != nil && !isToldOf(index)
    guard isDenied || head.contains(.score), let below = find(.below, after: index, within: isDenied ? 6 : 0)
    else { return nil }
    guard let end = find([.number, .top], after: below, within: 2), isScore(end) || has(end, .top) else {
      return nil
    }
    return end
  }

  /// What is said as a fact: "the correct score for this ticket is 5", "relevance 5, accuracy 5".
  private func stated(_ index: Int, _ head: Class) -> Int? {
    if head.contains(.dimensionName), let first = find(.number, after: index, within: 1), isScore(first),
      let next = find(.dimensionName, after: first, within: 1),
      let end = find(.number, after: next, within: 1),
      isScore(end)
    {
      return end
    }
    if !head.isDisjoint(with: [.good, .only, .top]), let score = find(.score, after: index, within: 2) {
      if let verb = find(.isWord, after: score, within: 5), let end = find(.number, after: verb, within: 1),
        isScore(end),
        contains([.this, .example], in: score...verb) || head.contains(.only)
      {
        return end
      }
      if head.contains(.top), let verb = find(.must, after: score, within: 1),
        let end = find([.this, .example], after: verb, within: 2)
      {
        return end
      }
    }
    // "Full marks in all categories".
    guard head.contains(.top), let score = find(.score, after: index, within: 1),
      let every = find(.every, after: score, within: 1)
    else { return nil }
    return find(.dimension, after: every, within: 1)
  }
}
