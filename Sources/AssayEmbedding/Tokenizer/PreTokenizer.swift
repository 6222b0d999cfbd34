import AssayModel

/// The `pre_tokenizer` of a tokenizer file: cuts the normalised text into pieces, none of whose tokens cross a cut.
struct PreTokenizer: Sendable {
  enum Step: Sendable {
    /// At white space, which goes, and around punctuation.
    case bert
    case whiteSpace
    /// Spaces become marks, and a mark begins each piece.
    case metaspace(mark: [UInt8], prepends: Prepending, splits: Bool)
  }
  enum Prepending: Sendable { case always, first, never }

  let steps: [Step]

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a kind that this does not do.
  init(_ json: JSONBytes?, file: String) throws {
    steps = try json.map { try Self.steps($0, file: file) } ?? []
  }

  private static func steps(_ json: JSONBytes, file: String) throws -> [Step] {
    if json.isNull { return [] }
    let type = json["type"]?.text ?? ""
    switch type {
    case "Sequence": return try (json["pretokenizers"]?.elements ?? []).flatMap { try steps($0, file: file) }
    case "BertPreTokenizer": return [.bert]
    case "WhitespaceSplit": return [.whiteSpace]
    case "Metaspace":
      let prepending: Prepending =
        switch json["prepend_scheme"]?.text {
        case "never": .never
        case "first": .first
        case nil: json["add_prefix_space"]?.flag == false ? .never : .always
        default: .always
        }
      return [
        .metaspace(
          mark: Array(json["replacement"]?.bytes ?? ArraySlice("\u{2581}".utf8)), prepends: prepending,
          splits: json["split"]?.flag ?? true)
      ]
    default:
      throw EmbeddingProblem.unreadable(
        file: file, detail: "its pre-tokenizer \"\(type.prefix(40))\" is not supported")
    }
  }

  /// Fills `pieces` with the ranges of `text` that are cut apart; `text` may change.
  ///
  /// - Parameter isFirst: Whether the text begins here; false after an added token.
  func cut(
    _ text: inout [UInt8], into pieces: inout [Range<Int>], isFirst: Bool, _ spare: inout [UInt8]
  ) {
    pieces.removeAll(keepingCapacity: true)
    if text.isEmpty { return }
    pieces.append(0..<text.count)
    for step in steps {
      switch step {
      case .bert: pieces = pieces.flatMap { Self.words(text, $0, cutsPunctuation: true) }
      case .whiteSpace: pieces = pieces.flatMap { Self.words(text, $0, cutsPunctuation: false) }
      case .metaspace(let mark, let prepends, let splits):
        spare.removeAll(keepingCapacity: true)
        var marked: [Range<Int>] = []
        for piece in pieces {
          let adds = prepends == .always || prepends == .first && isFirst && piece.lowerBound == 0
          Self.mark(text[piece], mark, adds: adds, splits: splits, &spare, &marked)
        }
        pieces = marked
        swap(&text, &spare)
      }
    }
  }

  private static func mark(
    _ piece: ArraySlice<UInt8>, _ mark: [UInt8], adds: Bool, splits: Bool, _ marked: inout [UInt8],
    _ pieces: inout [Range<Int>]
  ) {
    var start = marked.count
    if adds, piece.first != 0x20, !piece.starts(with: mark) { marked.append(contentsOf: mark) }
    var place = piece.startIndex
    while place < piece.endIndex {
      let isMark = piece[place] == mark.first && piece[place...].starts(with: mark)
      if piece[place] == 0x20 || isMark {
        if splits, marked.count > start {
          pieces.append(start..<marked.count)
          start = marked.count
        }
        marked.append(contentsOf: mark)
        place += isMark ? mark.count : 1
      } else {
        marked.append(piece[place])
        place += 1
      }
    }
    if marked.count > start { pieces.append(start..<marked.count) }
  }

  private static func words(_ text: [UInt8], _ range: Range<Int>, cutsPunctuation: Bool) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    var place = range.lowerBound
    while place < range.upperBound {
      let length = min(utf8Length(text[place]), range.upperBound - place)
      let kind = kind(text, place, length)
      if kind != .letter, kind != .punctuation || cutsPunctuation {
        if place > start { words.append(start..<place) }
        if kind == .punctuation { words.append(place..<(place + length)) }
        start = place + length
      }
      place += length
    }
    if place > start { words.append(start..<place) }
    return words
  }

  private enum Kind { case letter, space, punctuation }

  private static func kind(_ text: [UInt8], _ place: Int, _ length: Int) -> Kind {
    let lead = text[place]
    if lead < 0x80 {
      if lead == 0x20 || (0x09...0x0D).contains(lead) { return .space }
      let isPunctuation =
        (0x21...0x2F).contains(lead) || (0x3A...0x40).contains(lead) || (0x5B...0x60).contains(lead)
        || (0x7B...0x7E).contains(lead)
      return isPunctuation ? .punctuation : .letter
    }
    guard let scalar = String(decoding: text[place..<(place + length)], as: UTF8.self).unicodeScalars.first
    else {
      return .letter
    }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return .punctuation
    default: return .letter
    }
  }
}
