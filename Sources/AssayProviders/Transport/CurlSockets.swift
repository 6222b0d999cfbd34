import CCurl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The sockets and the time that a libcurl multi handle waits for, and a pipe by which other threads end the waiting.
///
/// `curl_multi_perform` asks the system about every transfer, whichever has something to read: with 64 of them 64 calls
/// for one answer. Told of sockets instead, libcurl looks at those that are ready.
///
/// Unchecked: all but ``wake()`` is called on the thread that drives the multi handle, libcurl's callbacks included.
final class CurlSockets: @unchecked Sendable {
  /// The pipe first.
  private var polled: [pollfd]
  private var places: [Int32: Int] = [:]
  /// When libcurl wants to be called without a socket.
  private(set) var due: ContinuousClock.Instant?
  private let writing: Int32

  init() throws(TransportProblem) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .other(code: Int(errno), detail: String(cString: strerror(errno))) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    polled = [pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)]
    writing = ends[1]
  }

  deinit {
    close(polled[0].fd)
    close(writing)
  }

  func attach(to multi: UnsafeMutableRawPointer) {
    assay_curl_multi_set_watchers(
      multi, Self.watch, Self.schedule, Unmanaged.passUnretained(self).toOpaque())
  }

  func wake() {
    var byte: UInt8 = 0
    // A pipe that is full has woken already.
    _ = write(writing, &byte, 1)
  }

  /// Blocks until a socket is ready, the time has come, or ``wake()`` was called.
  ///
  /// - Returns: sockets that are ready, and for what, in libcurl's terms.
  func wait(until end: ContinuousClock.Instant) -> [(socket: Int32, events: Int32)] {
    let rest = end - ContinuousClock.now
    let count = poll(
      &polled, nfds_t(polled.count), rest <= .zero ? 0 : Int32(min(60_000, rest.wholeMilliseconds)))
    guard count > 0 else { return [] }
    if polled[0].revents != 0 { drain() }
    return polled.dropFirst().filter { $0.revents != 0 }.map { ($0.fd, Self.events($0.revents)) }
  }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(polled[0].fd, &bytes, bytes.count) == bytes.count {}
  }

  private static func events(_ found: Int16) -> Int32 {
    var result: Int32 = 0
    if found & Int16(POLLIN | POLLHUP) != 0 { result |= CURL_CSELECT_IN }
    if found & Int16(POLLOUT) != 0 { result |= CURL_CSELECT_OUT }
    if found & Int16(POLLERR | POLLNVAL) != 0 { result |= CURL_CSELECT_ERR }
    return result
  }

  private func set(_ socket: Int32, _ what: Int32) {
    let place = places[socket]
    guard what != CURL_POLL_REMOVE else {
      guard let place, let last = polled.popLast() else { return }
      places[socket] = nil
      if place < polled.count {
        polled[place] = last
        places[last.fd] = place
      }
      return
    }
    var events: Int32 = 0
    if what & CURL_POLL_IN != 0 { events |= Int32(POLLIN) }
    if what & CURL_POLL_OUT != 0 { events |= Int32(POLLOUT) }
    if let place {
      polled[place].events = Int16(events)
    } else {
      places[socket] = polled.count
      polled.append(pollfd(fd: socket, events: Int16(events), revents: 0))
    }
  }

  private static let watch: assay_curl_watch = { _, socket, what, context, _ in
    if let context { Unmanaged<CurlSockets>.fromOpaque(context).takeUnretainedValue().set(socket, what) }
    return 0
  }

  private static let schedule: assay_curl_schedule = { _, milliseconds, context in
    if let context {
      let sockets = Unmanaged<CurlSockets>.fromOpaque(context).takeUnretainedValue()
      sockets.due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }
    return 0
  }

  /// What was due is done; libcurl says when it wants to be called next.
  func clearDue() { due = nil }
}
