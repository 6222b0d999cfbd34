import AssayJudging

/// Finds the items of an answer, whatever they are wrapped in.
struct ItemFinder {
  /// An object that looks like an example, or a text by itself.
  enum Item {
    case members([(key: String, value: LooseJSON)])
    case text(LooseJSON)
  }

  private(set) var items: [Item] = []
  private let fields: Set<String>
  private let takesTexts: Bool
  private static let deepest = 8

  init(form: ItemForm) {
    // An answer without a text of its own (a label for an input that is there) is known by its other members.
    let texts = form.members.filter { if case .field = $0.role { true } else { false } }
    fields = Set((texts.isEmpty ? form.members : texts).map { ItemKey.plain($0.key) })
    takesTexts = texts.count == 1
  }

  /// - Parameter isWhole: whether the value has an end; else only what stands whole in its lists is taken.
  mutating func find(in value: LooseJSON, isWhole: Bool) { find(in: value, isWhole: isWhole, depth: 0) }

  private mutating func find(in value: LooseJSON, isWhole: Bool, depth: Int) {
    guard depth < Self.deepest else { return }
    switch value {
    case .object(let members): find(in: members, isWhole: isWhole, depth: depth)
    case .array(let elements):
      for element in elements {
        switch element {
        // The parser leaves out of a list what is cut off.
        case .object, .array: find(in: element, isWhole: true, depth: depth + 1)
        case .string where takesTexts: items.append(.text(element))
        default: break
        }
      }
    default: break
    }
  }

  private mutating func find(in members: [(key: String, value: LooseJSON)], isWhole: Bool, depth: Int) {
    if isItem(.object(members)) {
      // Where a bracket is missing the members of one item stand among those of what holds the others.
      for case (_, .array(let elements)) in members where elements.contains(where: isItem) {
        for element in elements { find(in: element, isWhole: true, depth: depth + 1) }
      }
      if isWhole { items.append(.members(members)) }
      return
    }
    let lists = members.filter { member in
      switch member.value {
      case .object, .array: true
      default: false
      }
    }
    guard !lists.isEmpty else {
      // In a list of examples it was meant to be one: it is told what it lacks.
      if isWhole, depth > 0, !members.isEmpty { items.append(.members(members)) }
      return
    }
    // Only the last member can be the one that the end of the answer cuts off.
    for (_, value) in lists { find(in: value, isWhole: isWhole, depth: depth + 1) }
  }

  private func isItem(_ value: LooseJSON) -> Bool {
    guard case .object(let members) = value else { return false }
    return members.contains { fields.contains(ItemKey.plain($0.key)) && $0.value.words != nil }
  }
}

extension LooseJSON {
  /// What a single value says as text; nil for lists, objects and null.
  var words: String? {
    switch self {
    case .string(let text, _), .bare(let text, _): text
    case .number(let number, let isWhole, _):
      isWhole && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .object, .array: nil
    }
  }
}
