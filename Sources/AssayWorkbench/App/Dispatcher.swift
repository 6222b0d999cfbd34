/// Carries out effects. What can be answered at once is returned; what takes time goes to the inbox.
public protocol EffectInterpreter: AnyObject {
  func run(_ effect: Effect, _ state: AppState) -> [Action]
}

/// Turns actions into a new state and has their effects carried out, until nothing is left to do now.
/// The screen and the plain line mode both stand on it.
public final class Dispatcher {
  public private(set) var state: AppState
  private let interpreter: any EffectInterpreter
  private let clock: () -> Int64
  /// Effects that need the terminal; nil: not one of them.
  private let performOnTerminal: (Effect, AppState) -> [Action]?

  /// `clock` gives milliseconds since 1970.
  public init(
    state: AppState, interpreter: any EffectInterpreter, clock: @escaping () -> Int64,
    performOnTerminal: @escaping (Effect, AppState) -> [Action]?
  ) {
    self.state = state
    self.interpreter = interpreter
    self.clock = clock
    self.performOnTerminal = performOnTerminal
  }

  /// Takes one action and all that follows from it.
  public func dispatch(_ action: Action) {
    state.now = clock()
    settle(update(&state, action))
  }

  /// Runs effects, those that their answers ask for, and the reads that the screen then lacks.
  public func settle(_ effects: [Effect]) {
    var waiting = effects
    var lastAsked: [Effect] = []
    while true {
      while !waiting.isEmpty {
        let effect = waiting.removeFirst()
        let answers = performOnTerminal(effect, state) ?? interpreter.run(effect, state)
        for answer in answers { waiting += update(&state, answer) }
      }
      let asked = missingReads(state)
      // A read that brought nothing would be asked for again for ever.
      if asked.isEmpty || asked == lastAsked { return }
      lastAsked = asked
      waiting = asked
    }
  }
}
