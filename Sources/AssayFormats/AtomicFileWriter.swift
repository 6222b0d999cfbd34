import Foundation

/// Writes a file that is there whole or not at all: into a temporary one beside it, which takes its name
/// once everything is on the disk.
public final class AtomicFileWriter {
  /// Why a file was not written, and what to do.
  public struct Failure: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// - Parameters:
  ///   - path: the file to write.
  ///   - force: whether a file that is there may be replaced.
  ///   - keepsMode: whether the new file may be read and written by whom the old one could be.
  public init(path: String, force: Bool, keepsMode: Bool = false) throws(Failure) {
    self.path = path
    if !force, FileManager.default.fileExists(atPath: path) {
      throw Failure(description: "\(path) is there already; name another file or replace it with --force")
    }
    var template = Array((path + ".XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    temporary = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else {
      throw Failure(description: "\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
    // `mkstemp` makes it private; an export is as readable as the person's other files.
    let mask = umask(0)
    umask(mask)
    var old = stat()
    fchmod(descriptor, keepsMode && stat(path, &old) == 0 ? old.st_mode & 0o777 : 0o666 & ~mask)
  }

  deinit {
    if !isFinished { discard() }
  }

  /// Adds a text as it is.
  public func write(_ text: String) throws(Failure) {
    buffer += text.utf8
    if buffer.count > 1 << 16 { try flush() }
  }

  /// Adds a line and its end.
  public func write(line: String) throws(Failure) {
    buffer += line.utf8
    buffer.append(0x0A)
    if buffer.count > 1 << 16 { try flush() }
  }

  private func flush() throws(Failure) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw fail() }
      rest = rest.dropFirst(count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts the file in its place.
  public func finish() throws(Failure) {
    try flush()
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw fail() }
    close(descriptor)
    isFinished = true
  }

  private func fail() -> Failure {
    let reason =
      errno == ENOSPC ? "the disk is full; make room and try again" : String(cString: strerror(errno))
    return Failure(description: "\(path): not written: \(reason)")
  }

  private func discard() {
    isFinished = true
    close(descriptor)
    unlink(temporary)
  }
}
