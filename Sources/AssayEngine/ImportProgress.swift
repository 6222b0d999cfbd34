/// How far an import is.
public struct ImportProgress: Hashable, Sendable {
  /// The file that is being read.
  public var file: String
  /// Bytes read of all files, as they lie on the disk.
  public var bytes: Int64
  /// Bytes of all files; nil when it cannot be known, as with the standard input.
  public var totalBytes: Int64?
  public var rows: Int
  /// Seconds since the beginning.
  public var seconds: Double

  public init(file: String, bytes: Int64, totalBytes: Int64?, rows: Int, seconds: Double) {
    self.file = file
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.rows = rows
    self.seconds = seconds
  }

  /// The mean so far; nil before there is anything to tell.
  public var rowsPerSecond: Double? { seconds > 0.2 && rows > 0 ? Double(rows) / seconds : nil }

  /// At the mean rate so far; nil when the total is not known or it is too early to say.
  public var secondsLeft: Double? {
    guard let totalBytes, bytes > 0, seconds > 0.5 else { return nil }
    return Double(max(0, totalBytes - bytes)) * seconds / Double(bytes)
  }
}
