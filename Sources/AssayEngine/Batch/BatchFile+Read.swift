import AssayFormats
import AssayModel
import AssayStore

extension BatchFile {
  /// Takes the answers of a file of results; ``JudgeRun/runOffline(control:progress:)`` judges by them.
  ///
  /// - Parameters:
  ///   - path: JSONL, also gzip'd; `-` is the standard input.
  ///   - progress: told the bytes read and, where known, of how many.
  /// - Throws: an error that says what cannot be opened; a ``WorkspaceError``.
  public static func read(
    _ path: String, workspace: Workspace, options: JudgeRun.Options, encoding: any ChatEncoding,
    control: RunControl = RunControl(), progress: (Int64, Int64?) -> Void = { _, _ in }
  ) throws -> Imported {
    let bench = try JudgeBench(workspace: workspace, options: options, registers: false)
    var reading = BatchReading(workspace: workspace, bench: bench, encoding: encoding, now: options.now)
    let reader = try BatchResultReader(path: path)
    reading.file = reader.name
    while let event = try reader.next() {
      if control.stop != .no { throw CancellationError() }
      switch event {
      case .result(let result): reading.add(result)
      case .problem(let problem): reading.add(problem)
      }
      if reading.isFull {
        try reading.write()
        progress(reader.bytesRead, reader.totalBytes)
      }
    }
    try reading.write()
    return reading.imported
  }
}
