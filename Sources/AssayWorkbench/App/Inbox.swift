import Foundation
import Synchronization

/// Where background work leaves its results for the thread that owns the terminal. Adding one wakes
/// that thread through a pipe, so that it can sleep on the terminal and on this at once.
public final class Inbox: Sendable {
  private let actions = Mutex<[Action]>([])
  private let readEnd: Int32
  private let writeEnd: Int32

  /// Throws when the process has no file descriptors left.
  public init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CocoaError(.fileReadUnknown) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Readable when something is in the box.
  public var descriptor: Int32 { readEnd }

  /// Leaves an action; from any thread.
  public func post(_ action: Action) {
    actions.withLock { $0.append(action) }
    var byte: UInt8 = 1
    // A full pipe wakes the reader just as well.
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes everything out, oldest first.
  public func takeAll() -> [Action] {
    actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }
}
