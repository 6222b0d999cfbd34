extension MaskScanner {
  /// The groups of digits of a number and what is between them.
  private struct Groups {
    var lengths: [Int] = []
    var separators: [UInt8] = []
    var end = 0
    var digits: Int { lengths.reduce(0, +) }
    func are(_ separator: UInt8) -> Bool { !separators.isEmpty && separators.allSatisfy { $0 == separator } }
  }

  /// A number, date, time, telephone number or sum of money at the current place; nil when there is none.
  func number() -> MaskToken? {
    let currency = ByteClass.currency(text, at: index)
    if currency > 0 {
      var place = index + currency
      if place < text.count, text[place] == 0x20 { place += 1 }
      guard place < text.count, ByteClass.digit(text, at: place) > 0 else { return nil }
      return token(.money, suffixEnd(groups(from: place).end))
    }
    if let end = phoneEnd() { return token(.phone, end) }
    guard ByteClass.digit(text, at: index) > 0 else { return nil }
    let groups = groups(from: index)
    let kind: MaskKind =
      isDate(groups) ? .date : groups.are(0x2D) && (7...15).contains(groups.digits) ? .phone : .number
    let end = suffixEnd(groups.end)
    var sign = end
    if sign < text.count, text[sign] == 0x20 { sign += 1 }
    if kind == .number, sign < text.count, case let length = ByteClass.currency(text, at: sign), length > 0,
      sign + length == text.count || ByteClass.digit(text, at: sign + length) == 0
    {
      return token(.money, sign + length)
    }
    return token(kind, end)
  }

  private func token(_ kind: MaskKind, _ end: Int) -> MaskToken {
    MaskToken(kind: .certain(kind), start: index, end: end, startsSentence: startsSentence)
  }

  /// Digits with one of . , : / - between them.
  private func groups(from start: Int) -> Groups {
    var groups = Groups()
    var place = start
    while true {
      var length = 0
      while place < text.count, case let digit = ByteClass.digit(text, at: place), digit > 0 {
        place += digit
        length += 1
      }
      groups.lengths.append(length)
      groups.end = place
      guard place + 1 < text.count, [0x2E, 0x2C, 0x3A, 0x2F, 0x2D].contains(text[place]),
        ByteClass.digit(text, at: place + 1) > 0
      else { return groups }
      groups.separators.append(text[place])
      place += 1
    }
  }

  /// 2024-05-01, 1/5/2024, 1.5.24, 10:30, 10:30:15.
  private func isDate(_ groups: Groups) -> Bool {
    if groups.are(0x3A) { return groups.lengths.count <= 3 && groups.lengths.allSatisfy { $0 <= 2 } }
    guard groups.lengths.count == 3, groups.are(0x2D) || groups.are(0x2F) || groups.are(0x2E) else {
      return false
    }
    let (first, middle, last) = (groups.lengths[0], groups.lengths[1], groups.lengths[2])
    if middle > 2 { return false }
    return first == 4 && last <= 2 || first <= 2 && (last == 4 || last == 2)
  }

  /// The letters that belong to a number: 12th, 5kg, 10am.
  private func suffixEnd(_ start: Int) -> Int {
    var end = start
    while end < text.count, ByteClass.isLetter(text[end]) || ByteClass.isDigit(text[end]) { end += 1 }
    return end
  }

  /// +1 555 123 4567, (030) 1234-567: begins with + or a bracket and has 7 to 15 digits.
  private func phoneEnd() -> Int? {
    guard text[index] == 0x2B || text[index] == 0x28 else { return nil }
    var place = index + 1
    var digits = 0
    var end = place
    while place < text.count {
      let byte = text[place]
      if ByteClass.isDigit(byte) {
        digits += 1
        end = place + 1
      } else if ![0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F].contains(byte) {
        break
      }
      place += 1
      if place - end > 2 || digits > 15 { break }
    }
    return (7...15).contains(digits) && ByteClass.isDigit(text[index + 1]) ? end : nil
  }
}
