import TerminalCore

/// Which keys do what: a tree of key sequences, so that `g g` can wait for its second key.
public struct Keymap<Command: Hashable & Sendable>: Sendable {
  /// Keys and the command they lead to.
  public struct Binding: Hashable, Sendable {
    /// What is pressed.
    public var sequence: KeySequence
    /// What it does.
    public var command: Command

    /// A command at the end of a sequence.
    public init(sequence: KeySequence, command: Command) {
      self.sequence = sequence
      self.command = command
    }
  }

  /// What the keys pressed so far mean.
  public enum Match: Hashable, Sendable {
    /// They are complete.
    case command(Command)
    /// More has to follow: the remaining keys with their commands, in the order of binding.
    case prefix([Binding])
    /// They mean nothing.
    case none
  }

  private struct Node: Sendable {
    var command: Command?
    var next: [KeyChord: Node] = [:]
  }

  private var root = Node()
  /// All bindings, in the order in which they were made.
  public private(set) var bindings: [Binding] = []

  /// A keymap without bindings.
  public init() {}

  /// Binds a sequence to a command. Where the sequence is taken, begins another or begins with another,
  /// nothing is changed and the command that is in the way is returned. nil: bound.
  @discardableResult
  public mutating func bind(_ sequence: KeySequence, to command: Command) -> Command? {
    if let conflict = conflict(with: sequence) {
      return conflict.sequence == sequence && conflict.command == command ? nil : conflict.command
    }
    Self.insert(command, at: sequence.chords[...], in: &root)
    bindings.append(Binding(sequence: sequence, command: command))
    return nil
  }

  /// The first binding that a sequence cannot stand beside.
  public func conflict(with sequence: KeySequence) -> Binding? {
    guard case .none = lookup(sequence.chords) else {
      return bindings.first { $0.sequence.chords.starts(with: sequence.chords) }
    }
    return bindings.first { sequence.chords.starts(with: $0.sequence.chords) }
  }

  /// What keys mean that were pressed one after the other.
  public func lookup(_ pending: [KeyChord]) -> Match {
    var node = root
    for chord in pending {
      guard let next = node.next[chord] else { return .none }
      node = next
    }
    if let command = node.command { return .command(command) }
    let following = bindings.compactMap { binding -> Binding? in
      guard binding.sequence.chords.starts(with: pending),
        let rest = KeySequence(Array(binding.sequence.chords.dropFirst(pending.count)))
      else { return nil }
      return Binding(sequence: rest, command: binding.command)
    }
    return following.isEmpty ? .none : .prefix(following)
  }

  /// The sequences of a command, in the order in which they were bound.
  public func sequences(for command: Command) -> [KeySequence] {
    bindings.filter { $0.command == command }.map(\.sequence)
  }

  private static func insert(_ command: Command, at path: ArraySlice<KeyChord>, in node: inout Node) {
    guard let chord = path.first else {
      node.command = command
      return
    }
    insert(command, at: path.dropFirst(), in: &node.next[chord, default: Node()])
  }
}
