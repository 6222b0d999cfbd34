import TerminalCore

/// Turns what curses read into events: letters from UTF-8 bytes, Alt from an escape before a key, pastes.
///
/// Sequences nobody knows are dropped as a whole. Taken letter by letter they would be commands, and in a
/// review a stray letter is a decision.
struct InputDecoder {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?
  private var report: MouseReport?

  /// Whether a paste has begun and its end has not come.
  var isPasting: Bool { pasted != nil }

  mutating func decode(_ input: [RawInput]) -> [InputEvent] {
    var events: [InputEvent] = []
    var index = 0
    while index < input.count {
      if pasted != nil {
        index += 1
        if let event = takePasted(input[index - 1]) { events.append(event) }
        continue
      }
      if report != nil, let event = takeReported(input[index]) {
        index += 1
        if let event { events.append(event) }
        continue
      }
      switch input[index] {
      case .byte(0x1b): index = decodeEscape(input, at: index, into: &events)
      case .byte(let byte):
        if let chord = chord(for: byte) { events.append(.key(chord)) }
        index += 1
      case .key(let chord):
        events.append(.key(chord))
        index += 1
      case .pasteStart:
        pasted = []
        index += 1
      case .pasteEnd: index += 1
      case .mouseStart(let isLegacy):
        report = MouseReport(isLegacy: isLegacy)
        index += 1
      case .resize(let size):
        events.append(.resize(size))
        index += 1
      }
    }
    return events
  }

  /// Ends a paste whose end got lost, so that the keyboard works again.
  mutating func abandonPaste() -> InputEvent? {
    guard let bytes = pasted else { return nil }
    pasted = nil
    let text = Self.pasteText(bytes)
    return text.isEmpty ? nil : .paste(text)
  }

  // MARK: Paste

  private mutating func takePasted(_ item: RawInput) -> InputEvent? {
    switch item {
    case .byte(let byte): pasted?.append(byte)
    case .pasteEnd:
      let text = Self.pasteText(pasted ?? [])
      pasted = nil
      return .paste(text)
    case .resize(let size): return .resize(size)
    case .key, .mouseStart, .pasteStart: break  // Sequences in a pasted text are no key presses.
    }
    return nil
  }

  /// Terminals send a return for a line's end. Controls that remain have no business in a text.
  private static func pasteText(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0d: text.append("\n")
      case 0x0a: if !afterReturn { text.append("\n") }
      case 0x09: text.append(scalar)
      case ..<0x20, 0x7f..<0xa0: break
      default: text.append(scalar)
      }
      afterReturn = scalar.value == 0x0d
    }
    return String(text)
  }

  // MARK: Mouse

  /// Nil when the item is no part of the report, which then is given up.
  private mutating func takeReported(_ item: RawInput) -> InputEvent?? {
    guard case .byte(let byte) = item, byte != 0x1b || report?.isLegacy == true else {
      report = nil
      return nil
    }
    switch report?.add(byte) {
    case .incomplete: return .some(nil)
    case .complete(let event):
      report = nil
      return .some(event.map { .mouse($0) })
    case .broken, nil:
      report = nil
      return .some(nil)
    }
  }

  // MARK: Escape

  private mutating func decodeEscape(_ input: [RawInput], at start: Int, into events: inout [InputEvent])
    -> Int
  {
    pending = []
    let next = start + 1
    guard next < input.count else {
      events.append(.key(KeyChord(.escape)))
      return next
    }
    switch input[next] {
    case .key(var chord):
      chord.modifiers.insert(.alt)
      events.append(.key(chord))
      return next + 1
    case .byte(0x1b), .pasteStart, .pasteEnd, .mouseStart, .resize:
      events.append(.key(KeyChord(.escape)))
      return next
    case .byte(let byte):
      if let end = Self.endOfSequence(input, introducer: byte, at: next) { return end }
      return decodeAlt(input, at: next, into: &events)
    }
  }

  private mutating func decodeAlt(_ input: [RawInput], at start: Int, into events: inout [InputEvent]) -> Int
  {
    var index = start
    while index < input.count, case .byte(let byte) = input[index] {
      index += 1
      if var chord = chord(for: byte) {
        chord.modifiers.insert(.alt)
        events.append(.key(chord))
        break
      }
      if pending.isEmpty { break }
    }
    return index
  }

  /// Where a control sequence ends that begins with `introducer` at `start`; nil when it is a mere key
  /// with Alt. ECMA-48: parameters 0x20...0x3F, then one final byte.
  private static func endOfSequence(_ input: [RawInput], introducer: UInt8, at start: Int) -> Int? {
    var index = start + 1
    guard index < input.count, case .byte(let first) = input[index] else { return nil }
    switch introducer {
    case UInt8(ascii: "["):
      // The Linux console's function keys: ESC [ [ A.
      if first == UInt8(ascii: "[") { index += 1 }
      while index < input.count, case .byte(let byte) = input[index] {
        if byte == 0x1b { return index }
        index += 1
        if byte >= 0x40 { break }
      }
      return index
    case UInt8(ascii: "O"):
      return first == 0x1b ? nil : index + 1
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      return endOfString(input, from: index)
    default:
      return nil
    }
  }

  /// Where an operating system command or device string ends; nil when its terminator is not there.
  private static func endOfString(_ input: [RawInput], from start: Int) -> Int? {
    var index = start
    while index < input.count {
      if input[index] == .byte(0x07) { return index + 1 }
      if input[index] == .byte(0x1b), index + 1 < input.count, input[index + 1] == .byte(UInt8(ascii: "\\")) {
        return index + 2
      }
      index += 1
    }
    return nil
  }

  // MARK: Characters

  /// The key a byte completes; nil while a UTF-8 sequence is incomplete or when the byte has no meaning.
  private mutating func chord(for byte: UInt8) -> KeyChord? {
    if byte >= 0x80 { return character(adding: byte).map { KeyChord(.character($0)) } }
    pending = []
    switch byte {
    case 0x00: return KeyChord(.character(" "), modifiers: .control)
    case 0x08, 0x7f: return KeyChord(.backspace)
    case 0x09: return KeyChord(.tab)
    case 0x0a, 0x0d: return KeyChord(.enter)
    case 0x1b: return KeyChord(.escape)
    case 0x01...0x1a: return KeyChord(.character(Character(Unicode.Scalar(byte | 0x60))), modifiers: .control)
    case 0x1c...0x1f: return KeyChord(.character(Character(Unicode.Scalar(byte | 0x40))), modifiers: .control)
    default: return KeyChord(.character(Character(Unicode.Scalar(byte))))
    }
  }

  private mutating func character(adding byte: UInt8) -> Character? {
    if byte >= 0xc0 { pending = [] }
    pending.append(byte)
    let length: Int
    switch pending[0] {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef: length = 3
    case 0xf0...0xf4: length = 4
    default: length = 1  // A continuation without a start.
    }
    guard pending.count >= length else { return nil }
    defer { pending = [] }
    guard let text = String(validating: pending, as: UTF8.self), let scalar = text.unicodeScalars.first,
      !(0x80..<0xa0).contains(scalar.value)
    else { return nil }
    return Character(scalar)
  }
}
