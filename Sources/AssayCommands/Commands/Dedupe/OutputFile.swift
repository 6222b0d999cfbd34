import AssayFormats

/// The file that a command writes its result to.
enum OutputFile {
  /// Writes lines to a file that is there whole or not at all.
  ///
  /// - Throws: ``CommandFailure`` that says why it cannot be written.
  static func write(_ lines: [String], to path: String, force: Bool) throws {
    do {
      let writer = try AtomicFileWriter(path: path, force: force)
      for line in lines { try writer.write(line: line) }
      try writer.finish()
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
