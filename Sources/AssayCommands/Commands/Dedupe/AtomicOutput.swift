import AssayFormats

/// The file that a command writes its result to.
enum AtomicOutput {
  /// - Throws: ``CommandFailure`` that says why it cannot be written.
  static func writer(_ path: String, force: Bool) throws -> AtomicFileWriter {
    do { return try AtomicFileWriter(path: path, force: force) } catch {
      throw CommandFailure(error.description)
    }
  }
}
