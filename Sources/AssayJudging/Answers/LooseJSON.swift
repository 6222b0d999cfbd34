/// JSON as language models write it: with single quotes, names without quotes, commas too many or too few, comments,
/// quotes inside of texts, and no end. Whatever is not JSON at all is found nowhere.
package indirect enum LooseJSON {
  case object([(key: String, value: LooseJSON)])
  case array([LooseJSON])
  /// `content` are the bytes between the quotes; nil when escapes make them differ from the text.
  case string(String, content: Range<Int>?)
  case number(Double, isWhole: Bool, range: Range<Int>)
  case boolean(Bool)
  case null
  /// Something without quotes that is none of these: `4/5`, `four`, `<1-5>`.
  case bare(String, range: Range<Int>)

  /// The objects and arrays that stand in some text, not those inside of others.
  ///
  /// Takes time in proportion to the text, whatever the text.
  package static func values(in bytes: [UInt8], from start: Int = 0) -> [LooseJSON] {
    read(bytes, from: start, wantsWholeElements: false).values
  }

  /// As ``values(in:from:)``, without the elements of arrays that the end of the text cuts off.
  ///
  /// - Returns: `isCut` when the last value has no end. It holds all that was whole in its arrays, but is not whole itself.
  package static func wholeValues(in bytes: [UInt8]) -> (values: [LooseJSON], isCut: Bool) {
    read(bytes, from: 0, wantsWholeElements: true)
  }

  private static func read(
    _ bytes: [UInt8], from start: Int, wantsWholeElements: Bool
  ) -> (values: [LooseJSON], isCut: Bool) {
    var parser = LooseJSONParser(bytes: bytes)
    parser.wantsWholeElements = wantsWholeElements
    var values: [LooseJSON] = []
    var isCut = false
    var (index, failures) = (start, 0)
    // A text with more brackets that begin nothing is no answer.
    while index < bytes.count, failures < 64 {
      guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else {
        index += 1
        continue
      }
      parser.index = index
      parser.isCut = false
      if let value = parser.container(depth: 0) {
        values.append(value)
        isCut = parser.isCut
        index = parser.index
      } else {
        failures += 1
        index += 1
      }
    }
    return (values, isCut)
  }
}
