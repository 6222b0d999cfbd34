import AssayModel
import TerminalCore

/// What the screen needs of the world besides the effects.
public protocol WorkbenchHost: EffectInterpreter {
  /// Lets the person change the texts in an editor; nil when nothing came of it. The terminal is free.
  func edit(_ fields: [TextField]) throws -> [TextField]?
  /// The theme of this name, with what is wrong in its file; nil: there is none.
  func theme(named name: String) -> (theme: Theme, problems: [String])?
}

/// The loop: input and results become actions, actions change the state, the state becomes a screen.
/// Everything here runs on the one thread that owns the terminal.
public final class Runtime {
  /// Why the loop has ended.
  public enum Ending: Equatable, Sendable {
    case quit
    case openWorkspace(String)
    case terminated(signal: Int32)
  }

  private let screen: ScreenEffects
  private let dispatcher: Dispatcher
  private let device: any TerminalDevice
  private let inbox: Inbox
  /// Input that came while a decision was on its way to the disk.
  private var held: [InputEvent] = []

  public var state: AppState { dispatcher.state }

  /// `clock` gives milliseconds since 1970.
  public init(
    state: AppState, theme: Theme, device: any TerminalDevice, host: any WorkbenchHost, inbox: Inbox,
    clock: @escaping () -> Int64
  ) {
    let screen = ScreenEffects(device: device, host: host, theme: theme)
    self.screen = screen
    self.device = device
    self.inbox = inbox
    dispatcher = Dispatcher(state: state, interpreter: host, clock: clock) { screen.perform($0, $1) }
  }

  /// Runs until the person leaves. `first` are the effects that the start itself needs; the first screen
  /// does not wait for them.
  public func run(first: [Effect]) -> Ending {
    device.setMouse(enabled: state.appearance.mouse)
    dispatcher.dispatch(.input(.resize(device.size)))
    render()
    dispatcher.settle(first)
    var isLate = false
    while screen.ending == nil || state.isSaving {
      // While a decision is on its way to the disk there is nothing new to see, unless it takes long.
      if !state.isSaving || isLate { render() }
      let events = device.waitForEvents(
        timeoutMilliseconds: state.isSaving ? 100 : 20_000, wakeDescriptor: inbox.descriptor)
      let actions = inbox.takeAll()
      isLate = state.isSaving && events.isEmpty && actions.isEmpty
      for event in events { take(event) }
      for action in actions { dispatcher.dispatch(action) }
      while !state.isSaving, screen.ending == nil, !held.isEmpty {
        dispatcher.dispatch(.input(held.removeFirst()))
      }
    }
    return screen.ending ?? .quit
  }

  private func take(_ event: InputEvent) {
    switch event {
    case .terminate(let signal):
      dispatcher.dispatch(.input(event))
      screen.ending = .terminated(signal: signal)
    case .key, .paste, .mouse:
      if state.isSaving || !held.isEmpty { held.append(event) } else { dispatcher.dispatch(.input(event)) }
    case .resize, .resumed: dispatcher.dispatch(.input(event))
    }
  }

  private func render() {
    let frame = view(state, theme: screen.theme)
    device.present(frame.grid, cursor: frame.cursor)
  }
}

/// The effects that act on the terminal itself.
private final class ScreenEffects {
  var theme: Theme
  var ending: Runtime.Ending?
  private let device: any TerminalDevice
  private let host: any WorkbenchHost

  init(device: any TerminalDevice, host: any WorkbenchHost, theme: Theme) {
    self.device = device
    self.host = host
    self.theme = theme
  }

  /// nil: not an effect of the screen.
  func perform(_ effect: Effect, _ state: AppState) -> [Action]? {
    switch effect {
    case .quit: ending = ending ?? .quit
    case .openWorkspace(let folder): ending = .openWorkspace(folder)
    case .redraw: device.invalidate()
    case .suspend:
      device.suspend()
      device.invalidate()
    case .setMouse(let isOn): device.setMouse(enabled: isOn)
    case .setTheme(let name): return setTheme(name)
    case .edit(let example, let fields): return edit(example, fields)
    case .editTemplate(let judge, let template): return edit(judge, template)
    case .append, .readRows, .readDetail, .readColumns, .readArrivals, .list, .search, .readClusters,
      .formClusters,
      .planSettlement, .export, .saveSession, .readRuns, .startRun, .planGeneration, .resumeRun, .setWish,
      .readDefinition,
      .readProbes, .setProbeStatus, .readCalibration, .measureCalibration, .fitRule, .writeRule,
      .addMeasurement, .readMargins, .readVersions, .readContrast, .registerVersion, .adoptJudge,
      .undoAdoption, .drawSample:
      return nil
    }
    return []
  }

  private func setTheme(_ name: String) -> [Action] {
    guard let (theme, problems) = host.theme(named: name) else {
      return [.notice(Message(.error, "There is no theme \"\(name)\"; :theme lists them"))]
    }
    self.theme = theme
    return [.themeLoaded(name)] + problems.prefix(1).map { .notice(Message(.warning, $0)) }
  }

  private func edit(_ example: ExampleID, _ fields: [TextField]) -> [Action] {
    edit(fields) { [.edited(example, fields: $0)] }
  }

  private func edit(_ judge: JudgeID, _ template: String) -> [Action] {
    edit([TextField(name: "prompt", text: template)]) { edited in
      edited.first.map { [.templateEdited(judge, $0.text)] } ?? []
    }
  }

  private func edit(_ fields: [TextField], then act: ([TextField]) -> [Action]) -> [Action] {
    defer { device.invalidate() }
    do {
      guard let edited = try device.withTerminalReleased({ try host.edit(fields) }) else {
        return [.notice(Message(.info, "The editor was left without a result; nothing was changed"))]
      }
      return act(edited)
    } catch {
      return [.notice(Message(.error, "Not edited: \(error)"))]
    }
  }
}
