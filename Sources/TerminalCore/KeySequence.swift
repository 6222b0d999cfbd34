/// One key or several in a row, such as `g g`.
public struct KeySequence: Hashable, Sendable, CustomStringConvertible {
  /// Never empty.
  public let chords: [KeyChord]

  /// nil without any key.
  public init?(_ chords: [KeyChord]) {
    guard !chords.isEmpty else { return nil }
    self.chords = chords
  }

  /// A single key.
  public init(_ chord: KeyChord) { chords = [chord] }

  /// Reads keys that are separated by blanks: `g g`, `ctrl+x ctrl+s`. nil when one is no key.
  public init?(parsing text: String) {
    let words = text.split(separator: " ")
    let chords = words.compactMap { KeyChord(parsing: String($0)) }
    guard chords.count == words.count else { return nil }
    self.init(chords)
  }

  /// The keys as `init(parsing:)` reads them.
  public var description: String { chords.map(\.description).joined(separator: " ") }

  /// The keys as a footer shows them: `g g`, `^X ^S`.
  public var shortDescription: String { chords.map(\.shortDescription).joined(separator: " ") }
}
