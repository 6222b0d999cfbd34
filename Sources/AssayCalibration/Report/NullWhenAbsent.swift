/// An optional that is written as null when it is nil, instead of being left out: in figures null says that there was
/// nothing to measure, and whoever reads them need not know which keys there might have been.
@propertyWrapper
public struct NullWhenAbsent<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  public var wrappedValue: Value?

  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  /// Writes null for nil.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

extension KeyedDecodingContainer {
  /// A key that is not there is nil as well, so that reports of earlier versions can be read.
  public func decode<Value>(
    _ type: NullWhenAbsent<Value>.Type, forKey key: Key
  ) throws -> NullWhenAbsent<Value> {
    try decodeIfPresent(type, forKey: key) ?? NullWhenAbsent(wrappedValue: nil)
  }
}
