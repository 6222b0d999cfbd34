/// A JSON document whose strings stay bytes.
///
/// Foundation's reader makes dictionaries of `String`, and Swift's `String` compares by canonical equivalence: a
/// vocabulary that has both U+00C5 and U+212B would lose one of them. It also takes a second for 10 MB.
indirect enum JSONBytes {
  case null
  case bool(Bool)
  case number(Double)
  case string(ArraySlice<UInt8>)
  case array([JSONBytes])
  case object([(key: ArraySlice<UInt8>, value: JSONBytes)])

  subscript(_ key: String) -> JSONBytes? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.elementsEqual(key.utf8) }?.value
  }
  var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
  var bytes: ArraySlice<UInt8>? {
    guard case .string(let bytes) = self else { return nil }
    return bytes
  }
  var number: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }
  var integer: Int? { number.flatMap { Int(exactly: $0) } }
  var flag: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }
  var elements: [JSONBytes]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
  var members: [(key: ArraySlice<UInt8>, value: JSONBytes)]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
  var isNull: Bool {
    if case .null = self { return true }
    return false
  }
}
