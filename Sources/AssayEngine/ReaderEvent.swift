import AssayModel

/// What the reading thread of an import hands to the writing one.
enum ReaderEvent: Sendable {
  case begin(ImportSource)
  case rows([PreparedRow], progress: Progress)
  /// The file has ended; an error says why it did before its end.
  case end(failure: String?)

  struct Progress: Sendable {
    var file: String
    /// Bytes read of all files so far.
    var bytes: Int64
  }
}

/// A row with everything computed that the store wants to know.
struct PreparedRow: Sendable {
  enum Content: Sendable {
    case row(HashedRow)
    // Rare and large: rows are moved often.
    indirect case annotation(ImportAnnotation)
    /// The row cannot be understood: why.
    case problem(String)
  }
  /// Counted from 1.
  var line: Int
  var content: Content
}

/// A class, since a row has a dozen parts that would each be counted whenever it is passed on.
final class HashedRow: Sendable {
  let row: ImportRow
  let contentHash: String
  let bands: [UInt8]?

  init(_ row: ImportRow, contentHash: String, bands: [UInt8]?) {
    self.row = row
    self.contentHash = contentHash
    self.bands = bands
  }
}
