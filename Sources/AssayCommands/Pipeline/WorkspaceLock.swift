import Foundation

/// One pipeline at a time in a workspace: two would ask the same questions. The system lets go of it when the process
/// ends, however that is.
final class WorkspaceLock {
  private let descriptor: Int32

  /// - Throws: ``CommandFailure`` when another process has it.
  init(folder: URL) throws(CommandFailure) {
    descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure("\(folder.path): cannot be opened: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw CommandFailure(
        "another `assay run` is at work in this workspace; wait for its end, or stop it with Ctrl-C there")
    }
  }

  deinit { close(descriptor) }
}
