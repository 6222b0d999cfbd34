import AssayJudging

/// What the form of an answer has in the place of a text. Models copy it now and then, some with a number for each item:
/// `<text>`, `<label>`, `<text_2>`, `<text_4>5.00</text_4>`.
enum Placeholder {
  static func text(_ key: String) -> String { "<\(key)>" }

  /// Whether a text is the place of one of the members and not what belongs there.
  static func isEcho(_ text: String, of members: [ItemForm.Member]) -> Bool {
    let text = text.trimmed
    guard text.hasPrefix("<"), let end = text.firstIndex(of: ">") else { return false }
    let name = text[text.index(after: text.startIndex)..<end]
    if text.index(after: end) == text.endIndex { return members.contains { isName(name, of: $0) } }
    // Around a text it is a mistake for members with texts only: `<label>…</label>` may be what the example is about.
    return text.hasSuffix("</\(name)>")
      && members.contains { member in
        if case .field = member.role { isName(name, of: member) } else { false }
      }
  }

  /// With or without a number behind it.
  private static func isName(_ name: some StringProtocol, of member: ItemForm.Member) -> Bool {
    guard let rest = name.hasPrefix(member.key) ? name.dropFirst(member.key.count) : nil else { return false }
    let digits = rest.drop { "_- ".contains($0) }
    return rest.isEmpty || (!digits.isEmpty && digits.allSatisfy(\.isASCIIDigit))
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
