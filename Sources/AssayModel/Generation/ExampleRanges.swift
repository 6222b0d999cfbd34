/// A list of examples as a short text: "1-20,35,30-31", runs of numbers in the order of the list. The list is written as
/// this text, so that an order from a hundred thousand examples of one import is a few bytes long; where no two numbers
/// follow each other it is as long as the numbers are.
@propertyWrapper
public struct ExampleRanges: Hashable, Sendable, Codable {
  public var wrappedValue: [ExampleID]
  public init(wrappedValue: [ExampleID]) { self.wrappedValue = wrappedValue }

  /// The list as text.
  public var text: String {
    var parts: [ClosedRange<Int64>] = []
    for id in wrappedValue.lazy.map(\.rawValue) {
      if let last = parts.last, last.upperBound < .max, last.upperBound + 1 == id {
        parts[parts.count - 1] = last.lowerBound...id
      } else {
        parts.append(id...id)
      }
    }
    return parts.map { part in
      part.count == 1 ? "\(part.lowerBound)" : "\(part.lowerBound)-\(part.upperBound)"
    }.joined(separator: ",")
  }

  /// nil: the text is no such list.
  public init?(text: String) {
    var ids: [ExampleID] = []
    for part in text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        0 < first, first <= last, last - first < Self.most, ids.count < Self.most
      else { return nil }
      ids += (first...last).lazy.map { ExampleID($0) }
    }
    wrappedValue = ids
  }

  /// A damaged text must not take all memory.
  private static let most = 1 << 27

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // As numbers one by one it was written before.
    if let ids = try? container.decode([ExampleID].self) {
      wrappedValue = ids
      return
    }
    guard let list = Self(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no list of examples")
    }
    self = list
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
