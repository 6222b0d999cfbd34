/// Who writes how and where: one value of each attribute.
public struct AttributeProfile: Hashable, Sendable, Codable {
  /// One attribute of a profile.
  public struct Value: Hashable, Sendable, Codable {
    public var attribute: String
    public var value: String
    public init(attribute: String, value: String) {
      self.attribute = attribute
      self.value = value
    }
  }
  public var values: [Value]
  public init(_ values: [Value]) { self.values = values }

  /// `persona: a nurse on night shift; register: terse`
  public var text: String { values.map { "\($0.attribute): \($0.value)" }.joined(separator: "; ") }
}
