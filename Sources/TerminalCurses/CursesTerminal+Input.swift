import CNcursesw
import CTerminalGuard
import TerminalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension CursesTerminal {
  /// How long a paste may pause before it is taken as ended.
  private static let pasteTimeout = 1000

  /// Waits for keys, the mouse, a signal, the wake descriptor or the time-out. A paste is held until it is
  /// whole. A terminal that hung up gives `.terminate(signal: SIGHUP)` each time.
  public func waitForEvents(timeoutMilliseconds: Int?, wakeDescriptor: Int32?) -> [InputEvent] {
    guard isOpen else { return [.terminate(signal: SIGHUP)] }
    if isResumePending { return takeResume() }
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      let elapsed = Int((clock.now - start) / .milliseconds(1))
      var remaining = timeoutMilliseconds.map { max(0, $0 - elapsed) }
      if decoder.isPasting { remaining = min(remaining ?? Self.pasteTimeout, Self.pasteTimeout) }
      let ready = poll(wakeDescriptor: wakeDescriptor, milliseconds: remaining)
      var events = decoder.decode(readAll()).compactMap(settled)
      events += signalEvents()
      if isGuarded, terminal_guard_take_size_change() != 0 { noteSizeChange(&events) }
      if ready.isInputLost && events.isEmpty { events.append(.terminate(signal: SIGHUP)) }
      if ready.isIdle, let paste = decoder.abandonPaste() { events.append(paste) }
      if !events.isEmpty || ready.isWoken { return events }
      let isOver = timeoutMilliseconds.map { Int((clock.now - start) / .milliseconds(1)) >= $0 } ?? false
      if isOver { return [] }
    }
  }

  // MARK: Waiting

  private struct Readiness {
    var isIdle = false
    var isWoken = false
    var isInputLost = false
  }

  private func poll(wakeDescriptor: Int32?, milliseconds: Int?) -> Readiness {
    // A negative descriptor is skipped by poll.
    var descriptors = [
      pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isGuarded ? terminal_guard_descriptor() : -1, events: Int16(POLLIN), revents: 0),
    ]
    let limit = milliseconds.map { Int32(clamping: $0) } ?? -1
    #if canImport(Darwin)
      let count = Darwin.poll(&descriptors, nfds_t(descriptors.count), limit)
    #else
      let count = Glibc.poll(&descriptors, nfds_t(descriptors.count), limit)
    #endif
    var ready = Readiness()
    guard count > 0 else {
      ready.isIdle = count == 0
      return ready
    }
    if descriptors[1].revents != 0, let wakeDescriptor {
      ready.isWoken = true
      Self.drain(wakeDescriptor)
    }
    if descriptors[2].revents != 0 { terminal_guard_drain() }
    ready.isInputLost = isLost(descriptors[0].revents)
    return ready
  }

  /// Hung up, or readable with nothing to read: the end of a file.
  private func isLost(_ revents: Int16) -> Bool {
    if revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    guard revents & Int16(POLLIN) != 0 else { return false }
    var waiting: Int32 = 0
    return ioctl(inputDescriptor, UInt(FIONREAD), &waiting) == 0 && waiting == 0
  }

  /// Reads until nothing is left, asking each time: the descriptor may block.
  private static func drain(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 512)
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while systemPoll(&state) > 0, state.revents & Int16(POLLIN) != 0 {
      guard read(descriptor, &buffer, buffer.count) > 0 else { return }
    }
  }

  // MARK: Signals

  private func signalEvents() -> [InputEvent] {
    guard isGuarded else { return [] }
    let signal = terminal_guard_take_termination()
    if signal != 0 { return [.terminate(signal: signal)] }
    if terminal_guard_take_stop() != 0 {
      suspend()
    } else if terminal_guard_take_continue() != 0 {
      retake()
    }
    return isResumePending ? takeResume() : []
  }

  /// ncurses reports no change of size when several in a row end where they began, but the terminal may
  /// have cut its contents on the way.
  private func noteSizeChange(_ events: inout [InputEvent]) {
    let isReported = events.contains { if case .resize = $0 { true } else { false } }
    guard !isReported else { return }
    invalidate()
    events.append(.resize(size))
  }

  private func takeResume() -> [InputEvent] {
    isResumePending = false
    return [.resumed]
  }

  // MARK: Reading

  private func readAll() -> [RawInput] {
    var input: [RawInput] = []
    while true {
      let value = wgetch(inputPad)
      if value == ERR { return input }
      if let item = rawInput(value) { input.append(item) }
    }
  }

  private func rawInput(_ value: Int32) -> RawInput? {
    switch value {
    case 0..<0x100: return .byte(UInt8(value))
    case KeyCodes.pasteStart: return .pasteStart
    case KeyCodes.pasteEnd: return .pasteEnd
    case KEY_RESIZE:
      size = Size(rows: Int(cur_rows()), columns: Int(cur_columns()))
      // All of it: what the terminal kept of the old contents is its own affair.
      invalidate()
      return .resize(size)
    case KeyCodes.mouseStart: return .mouseStart(isLegacy: false)
    case KeyCodes.legacyMouseStart: return .mouseStart(isLegacy: true)
    default: return keyCodes.chord(for: value).map { .key($0) }
    }
  }

  /// Drops what lies outside of the screen (a report from before a resize) and finds double clicks.
  private func settled(_ event: InputEvent) -> InputEvent? {
    guard case .mouse(var mouse) = event else { return event }
    guard Rect(size).contains(mouse.at) else { return nil }
    if mouse.kind == .press {
      mouse.kind = clicks.kindOfPress(at: mouse.at, milliseconds: Self.milliseconds())
    }
    return .mouse(mouse)
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

/// Whether one descriptor is readable now.
private func systemPoll(_ state: inout pollfd) -> Int32 {
  #if canImport(Darwin)
    Darwin.poll(&state, 1, 0)
  #else
    Glibc.poll(&state, 1, 0)
  #endif
}
