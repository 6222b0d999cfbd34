import AssayModel
import AssayStatistics

/// What examples can differ in, and the values of each: the model fills the grid in before it writes, and each new
/// example gets a draw from it (attributed prompts: Yu et al. 2023).
public struct AttributeGrid: Hashable, Sendable, Codable {
  /// One attribute and its values.
  public struct Attribute: Hashable, Sendable, Codable {
    public var name: String
    public var values: [String]
    public init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  public var attributes: [Attribute]
  public init(attributes: [Attribute]) { self.attributes = attributes.filter { !$0.values.isEmpty } }

  /// What the grid asks for, and what each is.
  public static let standard: [(name: String, meaning: String)] = [
    ("persona", "who writes: occupation, age, situation"),
    ("register", "how it is said: formal, terse, angry, chatty"),
    ("length", "how long it is"),
    ("channel", "where it is written: e-mail, chat, form, notes"),
    ("topic", "what it is about, within the task"),
  ]

  /// Values that fit any task, for attributes that the model did not fill in.
  public static let fallback = AttributeGrid(attributes: [
    Attribute(
      name: "register",
      values: ["formal", "casual", "terse", "wordy", "annoyed", "friendly", "unsure", "matter-of-fact"]),
    Attribute(
      name: "length",
      values: ["a few words", "one sentence", "two or three sentences", "a paragraph", "two paragraphs"]),
    Attribute(
      name: "channel", values: ["e-mail", "chat", "web form", "voice transcript", "short message", "note"]),
  ])

  /// So many profiles. Of each attribute every value comes up once before any comes up again (as in Latin hypercube
  /// sampling; McKay, Beckman and Conover 1979), in an order that the seed decides.
  public func draw(_ count: Int, seed: UInt64) -> [AttributeProfile] {
    guard count > 0, !attributes.isEmpty else { return [] }
    var random = RepeatableGenerator(seed: seed)
    let columns = attributes.map { attribute in
      var column: [String] = []
      while column.count < count { column += Self.shuffled(attribute.values, &random) }
      return column
    }
    return (0..<count).map { index in
      AttributeProfile(
        zip(attributes, columns).map { .init(attribute: $0.name, value: $1[index]) })
    }
  }

  /// Fisher and Yates.
  private static func shuffled(_ values: [String], _ random: inout RepeatableGenerator) -> [String] {
    var values = values
    for index in values.indices.dropFirst().reversed() {
      values.swapAt(index, Int(random.next(below: UInt64(index + 1))))
    }
    return values
  }
}
