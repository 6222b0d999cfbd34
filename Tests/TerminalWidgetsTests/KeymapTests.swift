import TerminalCore
import TerminalWidgets
import Testing

struct KeymapTests {
  private enum Command: Hashable { case first, last, page, other }

  private func sequence(_ text: String) throws -> KeySequence { try #require(KeySequence(parsing: text)) }

  private func keymap() throws -> Keymap<Command> {
    var keymap = Keymap<Command>()
    #expect(keymap.bind(try sequence("g g"), to: .first) == nil)
    #expect(keymap.bind(try sequence("G"), to: .last) == nil)
    #expect(keymap.bind(try sequence("g ctrl+d"), to: .page) == nil)
    return keymap
  }

  @Test func followsPrefixes() throws {
    let keymap = try keymap()
    let g = KeyChord(.character("g"))
    #expect(
      keymap.lookup([g])
        == .prefix([
          .init(sequence: try sequence("g"), command: .first),
          .init(sequence: try sequence("ctrl+d"), command: .page),
        ]))
    #expect(keymap.lookup([g, g]) == .command(.first))
    #expect(keymap.lookup([g, g, g]) == .none)
    #expect(keymap.lookup([KeyChord(.character("G"))]) == .command(.last))
    #expect(keymap.lookup([KeyChord(.character("x"))]) == .none)
    #expect(Keymap<Command>().lookup([]) == .none)
  }

  @Test func refusesConflicts() throws {
    var keymap = try keymap()
    #expect(keymap.bind(try sequence("G"), to: .other) == .last)
    #expect(keymap.bind(try sequence("g"), to: .other) == .first)
    #expect(keymap.bind(try sequence("g g x"), to: .other) == .first)
    #expect(keymap.bind(try sequence("G G"), to: .other) == .last)
    #expect(keymap.bind(try sequence("G"), to: .last) == nil)
    // Nothing of it has been bound.
    #expect(keymap.sequences(for: .other).isEmpty)
    #expect(keymap.bindings.count == 3)
    #expect(keymap.bind(try sequence("g x"), to: .first) == nil)
    #expect(keymap.sequences(for: .first).map(\.description) == ["g g", "g x"])
  }
}
