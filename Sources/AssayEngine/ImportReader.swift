import AssayDuplicates
import AssayFormats
import AssayModel
import AssayText
import Foundation

/// The reading side of an import, on a thread of its own.
struct ImportReader: Sendable {
  /// Enough that the queue's lock costs nothing.
  private static let rowsPerBatch = 64
  /// Few enough that what waits is still in the caches when it is written; where fingerprints are made, which take
  /// longer than the writing, enough to go on while the other side commits.
  private var batchesInQueue: Int { options.makesFingerprints ? 32 : 4 }
  /// JSON may be nested; the threads of the system's pools have small stacks.
  private static let stackSize = 8 << 20

  let sources: [ImportSource]
  let options: ImportRun.Options

  /// Begins to read. The queue is closed when all files are read or the other side has stopped it.
  func start() -> BoundedQueue<ReaderEvent> {
    let queue = BoundedQueue<ReaderEvent>(capacity: batchesInQueue)
    let thread = Thread {
      defer { queue.close() }
      read(into: queue)
    }
    thread.name = "assay import"
    thread.stackSize = Self.stackSize
    thread.start()
    return queue
  }

  private func read(into queue: BoundedQueue<ReaderEvent>) {
    var bytes: Int64 = 0
    let maker =
      options.makesFingerprints
      ? LexicalFingerprintMaker(FingerprintSettings(options.duplicates).fingerprinter) : nil
    for source in sources {
      guard queue.push(.begin(source)) else { return }
      do {
        let reader = try RowReader(path: source.path, mapping: options.mapping)
        guard try read(reader, source, before: bytes, maker, into: queue) else { return }
        bytes += reader.bytesRead
        guard queue.push(.end(failure: nil)) else { return }
      } catch {
        guard queue.push(.end(failure: Self.message(error, source))) else { return }
      }
    }
  }

  /// One file; false when the other side wants no more.
  private func read(
    _ reader: RowReader, _ source: ImportSource, before: Int64,
    _ maker: LexicalFingerprintMaker?, into queue: BoundedQueue<ReaderEvent>
  ) throws -> Bool {
    var rows: [PreparedRow] = []
    func push() -> Bool {
      defer { rows.removeAll(keepingCapacity: true) }
      let place = ReaderEvent.Progress(file: source.name, bytes: before + reader.bytesRead)
      return rows.isEmpty || queue.push(.rows(rows, progress: place))
    }
    do {
      while let event = try reader.next() {
        rows.append(prepare(event, maker))
        if rows.count == Self.rowsPerBatch, !push() { return false }
      }
    } catch {
      // What was understood before the file broke off counts.
      guard push() else { return false }
      throw error
    }
    return push()
  }

  private func prepare(_ event: RowEvent, _ maker: LexicalFingerprintMaker?) -> PreparedRow {
    switch event {
    case .example(let row, let line):
      let hash = ContentHash(fields: row.fields.lazy.map { (name: $0.name, text: $0.text) }).hex
      let bands = maker.map {
        $0.bytes(of: ComparedFields(names: options.duplicates.fields).bytes(of: row.fields))
      }
      return PreparedRow(line: line, content: .row(HashedRow(row, contentHash: hash, bands: bands)))
    case .annotation(let annotation, let line):
      return PreparedRow(line: line, content: .annotation(annotation))
    case .problem(let problem):
      let field = problem.field.map { "\($0): " } ?? ""
      return PreparedRow(line: problem.line, content: .problem(field + problem.message))
    }
  }

  /// Without the file's name, which is put before it again.
  private static func message(_ error: any Error, _ source: ImportSource) -> String {
    let text = "\(error)"
    for prefix in [source.name + ": ", source.path + ": "] where text.hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return text
  }
}
