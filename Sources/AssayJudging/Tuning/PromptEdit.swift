import Foundation

/// A change of a judge's prompt that somebody proposes: rules that come, change and go, and other words for a passage.
public struct PromptEdit: Hashable, Sendable {
  /// Another text for a rule.
  public struct Replacement: Hashable, Sendable {
    /// From 1, in the order of the template.
    public var rule: Int
    public var text: String
    public init(rule: Int, text: String) {
      self.rule = rule
      self.text = text
    }
  }

  /// Other words for a passage outside of the rules.
  public struct Wording: Hashable, Sendable {
    public var find: String
    public var replace: String
    public init(find: String, replace: String) {
      self.find = find
      self.replace = replace
    }
  }

  /// What it is good for, in a sentence.
  public var why: String
  public var add: [String]
  public var replace: [Replacement]
  /// Numbers of rules, from 1.
  public var remove: [Int]
  public var wordings: [Wording]

  public init(
    why: String = "", add: [String] = [], replace: [Replacement] = [], remove: [Int] = [],
    wordings: [Wording] = []
  ) {
    self.why = why
    self.add = add
    self.replace = replace
    self.remove = remove
    self.wordings = wordings
  }

  /// Whether it changes nothing.
  public var isEmpty: Bool { add.isEmpty && replace.isEmpty && remove.isEmpty && wordings.isEmpty }

  /// How large a prompt may become.
  public struct Limits: Hashable, Sendable {
    public var rules = 12
    /// In characters.
    public var ruleLength = 400
    /// Of the template, in characters.
    public var templateLength: Int

    /// - Parameter template: the one that tuning begins with.
    public init(template: String) { templateLength = template.count + max(4_000, template.count) }
  }

  /// The template with the change in it.
  ///
  /// What stands between double braces must stay as it is and where it is, one after the other: the example and the
  /// fence around it, the scales, the form of the answer.
  ///
  /// - Throws: why it cannot be had.
  public func applied(to template: String, limits: Limits) throws(EditProblem) -> String {
    guard !isEmpty else { throw EditProblem("it changes nothing") }
    var rules = try changed(RuleSection(template: template).rules, limits)
    let plain = RuleSection(rules: []).placed(in: template)
    var text = plain
    for wording in wordings { text = try wording.applied(to: text) }
    var seen: Set<String> = []
    rules.removeAll { !seen.insert($0.lowercased()).inserted }
    guard rules.count <= limits.rules else {
      throw EditProblem("it would make \(rules.count) rules; \(limits.rules) is the most")
    }
    guard try Self.tags(text) == Self.tags(plain) else {
      throw EditProblem("it would change what stands between double braces")
    }
    text = RuleSection(rules: rules).placed(in: text)
    guard text.count <= limits.templateLength else {
      throw EditProblem(
        "the prompt would have \(text.count) characters; \(limits.templateLength) is the most")
    }
    guard text != template else { throw EditProblem("it changes nothing") }
    do { _ = try JudgeTemplate(text) } catch { throw EditProblem("the prompt could not be read: \(error)") }
    return text
  }

  private func changed(_ old: [String], _ limits: Limits) throws(EditProblem) -> [String] {
    var rules: [String?] = old
    for replacement in replace {
      guard old.indices.contains(replacement.rule - 1) else {
        throw EditProblem("there is no rule \(replacement.rule)")
      }
      rules[replacement.rule - 1] = try Self.rule(replacement.text, limits)
    }
    for number in remove {
      guard old.indices.contains(number - 1) else { throw EditProblem("there is no rule \(number)") }
      rules[number - 1] = nil
    }
    for text in add { rules.append(try Self.rule(text, limits)) }
    return rules.compactMap(\.self)
  }

  /// One line, without the mark of a list before it.
  private static func rule(_ text: String, _ limits: Limits) throws(EditProblem) -> String {
    var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while let first = line.first, "-*•".contains(first) {
      line = String(line.dropFirst().drop(while: \.isWhitespace))
    }
    guard !line.isEmpty else { throw EditProblem("a rule is empty") }
    guard line.count <= limits.ruleLength else {
      throw EditProblem("a rule has \(line.count) characters; \(limits.ruleLength) is the most")
    }
    try check(line)
    return line
  }

  /// What a proposal must not say: it would be taken for the template's or the fence's own signs.
  fileprivate static func check(_ text: String) throws(EditProblem) {
    for sign in ["{{", "}}", "<<", ">>", PromptTemplate.divider] where text.contains(sign) {
      throw EditProblem("it writes \"\(sign)\", which has a meaning of its own in a prompt")
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" }) {
      throw EditProblem("it has control characters in it")
    }
  }

  /// Comments aside.
  private static func tags(_ text: String) throws(EditProblem) -> [String] {
    do {
      return try TemplateTag.all(in: text, firstLine: 1).filter { $0.kind != .comment }.map {
        "\($0.kind) \($0.name)"
      }
    } catch {
      throw EditProblem("the prompt could not be read: \(error)")
    }
  }
}

extension PromptEdit.Wording {
  fileprivate func applied(to text: String) throws(EditProblem) -> String {
    guard find.count >= 4 else { throw EditProblem("a passage to be changed is too short to be found") }
    try PromptEdit.check(find)
    try PromptEdit.check(replace)
    guard let range = text.range(of: find) else {
      throw EditProblem("a passage to be changed is not in the prompt")
    }
    guard text[range.upperBound...].range(of: find) == nil else {
      throw EditProblem("a passage to be changed is in the prompt more than once")
    }
    return text.replacingCharacters(in: range, with: replace)
  }
}

/// Why a proposal is not taken.
public struct EditProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
