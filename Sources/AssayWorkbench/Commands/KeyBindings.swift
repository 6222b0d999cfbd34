import TerminalCore
import TerminalWidgets

/// A person's own key for a command, from a configuration file.
public struct KeyOverride: Hashable, Sendable {
  /// "review", "clusters" … or "global".
  public var section: String
  public var keys: String
  /// The command's id, or "none" to take the key away.
  public var command: String
  /// Where it stands, for messages: `assay.toml:12`.
  public var origin: String
  public init(section: String, keys: String, command: String, origin: String) {
    self.section = section
    self.keys = keys
    self.command = command
    self.origin = origin
  }
}

/// Which keys do what: the table's own, with a person's laid over them.
public struct KeyBindings: Sendable {
  public enum Match: Equatable, Sendable {
    case command(CommandID)
    /// More keys have to follow.
    case prefix
    case none
  }

  private var everywhere = Keymap<CommandID>()
  private var byScreen: [Screen: Keymap<CommandID>] = [:]
  private var searching = Keymap<CommandID>()
  /// What ``all(for:screen:)`` says: every frame asks it for the title and the footer.
  private var shownKeys: [Screen: [CommandID: [String]]] = [:]

  /// Builds the bindings and says what was wrong with the overrides; those are left out.
  public static func make(overrides: [KeyOverride] = []) -> (bindings: KeyBindings, problems: [String]) {
    var bindings = KeyBindings()
    var problems: [String] = []
    let taken = bindings.addOverrides(overrides, &problems)
    bindings.addDefaults(except: taken)
    for screen in Screen.allCases {
      for command in CommandID.allCases {
        bindings.shownKeys[screen, default: [:]][command] = bindings.findAll(for: command, screen: screen)
      }
    }
    return (bindings, problems)
  }

  private struct Place: Hashable {
    var scope: String
    var keys: String
  }

  private mutating func addOverrides(_ overrides: [KeyOverride], _ problems: inout [String]) -> Set<Place> {
    var taken: Set<Place> = []
    for item in overrides {
      guard let sequence = KeySequence(parsing: item.keys) else {
        problems.append(
          "\(item.origin): \"\(item.keys)\" is not a key; write a, ctrl+r, shift+tab or \"g g\"")
        continue
      }
      guard item.section == "global" || Screen.allCases.contains(where: { $0.section == item.section }) else {
        problems.append(
          "\(item.origin): [keys.\(item.section)] is not a screen; use global, review, clusters …")
        continue
      }
      let place = Place(scope: item.section, keys: sequence.description)
      guard taken.insert(place).inserted else {
        problems.append("\(item.origin): the key \"\(item.keys)\" is bound twice in [keys.\(item.section)]")
        continue
      }
      if item.command == "none" { continue }
      guard let command = CommandID(rawValue: item.command) else {
        problems.append("\(item.origin): there is no command \"\(item.command)\"; `assay keys` lists them")
        continue
      }
      if let conflict = bind(sequence, to: command, section: item.section) {
        problems.append("\(item.origin): the key \"\(item.keys)\" conflicts with \"\(conflict)\"")
      }
    }
    return taken
  }

  /// Binds one key; the other command when the sequence is taken or would hide another.
  private mutating func bind(_ sequence: KeySequence, to command: CommandID, section: String) -> String? {
    if let screen = Screen.allCases.first(where: { $0.section == section }) {
      return byScreen[screen, default: Keymap()].bind(sequence, to: command)?.rawValue
    }
    return everywhere.bind(sequence, to: command)?.rawValue
  }

  private mutating func addDefaults(except taken: Set<Place>) {
    for command in CommandTable.all {
      for keys in command.keys {
        guard let sequence = KeySequence(parsing: keys) else {
          preconditionFailure("the table of commands has the key \"\(keys)\", which is none")
        }
        let name = sequence.description
        switch command.scope {
        case .everywhere where !taken.contains(Place(scope: "global", keys: name)):
          _ = everywhere.bind(sequence, to: command.id)
        case .searching: _ = searching.bind(sequence, to: command.id)
        case .screens(let screens):
          for screen in screens where !taken.contains(Place(scope: screen.section, keys: name)) {
            _ = byScreen[screen, default: Keymap()].bind(sequence, to: command.id)
          }
        default: break
        }
      }
    }
  }

  /// What the keys pressed so far mean: a search's own keys first, then the screen's, then everyone's.
  public func lookup(_ keys: [KeyChord], screen: Screen, isSearching: Bool) -> Match {
    var maps = [byScreen[screen] ?? Keymap(), everywhere]
    if isSearching { maps.insert(searching, at: 0) }
    for map in maps {
      switch map.lookup(keys) {
      case .command(let command): return .command(command)
      case .prefix: return .prefix
      case .none: continue
      }
    }
    return .none
  }

  /// The key to show for a command; nil when a person has taken all of them away.
  public func shown(for command: CommandID, screen: Screen = .review) -> String? {
    all(for: command, screen: screen).first
  }

  /// All keys of a command on a screen, a person's own first, then in the order of the table.
  public func all(for command: CommandID, screen: Screen) -> [String] {
    shownKeys[screen]?[command] ?? []
  }

  private func findAll(for command: CommandID, screen: Screen) -> [String] {
    let maps = [searching, byScreen[screen] ?? Keymap(), everywhere]
    let sequences = maps.flatMap { $0.sequences(for: command) }.uniqued().filter { sequence in
      // A screen's own key hides that of everywhere.
      lookup(sequence.chords, screen: screen, isSearching: false) == .command(command)
        || lookup(sequence.chords, screen: screen, isSearching: true) == .command(command)
    }
    let order = CommandTable[command].keys.compactMap { KeySequence(parsing: $0) }
    return sequences.sorted { (order.firstIndex(of: $0) ?? -1) < (order.firstIndex(of: $1) ?? -1) }
      .map(\.shortDescription)
  }
}

extension Array where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
