import AssayFormats

/// The file that a command writes its result to.
enum OutputFile {
  /// Says that a file cannot be written, before anything is done for it that stays.
  ///
  /// - Throws: ``CommandFailure`` that says why it cannot be written.
  static func check(_ path: String, force: Bool) throws {
    // A writer that is not finished leaves nothing behind.
    do { _ = try AtomicFileWriter(path: path, force: force) } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Writes lines to a file that is there whole or not at all.
  ///
  /// - Throws: ``CommandFailure`` that says why it cannot be written.
  static func write(_ lines: [String], to path: String, force: Bool) throws {
    try write(text: lines.map { $0 + "\n" }.joined(), to: path, force: force)
  }

  /// Writes a text to a file that is there whole or not at all.
  ///
  /// - Throws: ``CommandFailure`` that says why it cannot be written.
  static func write(text: String, to path: String, force: Bool) throws {
    do {
      let writer = try AtomicFileWriter(path: path, force: force)
      try writer.write(text)
      try writer.finish()
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
