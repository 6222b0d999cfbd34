import CZlib

/// Takes single files out of a ZIP archive that is in memory (PKWARE APPNOTE 6.3): stored or deflated ones, without
/// encryption, under 4 GB.
public struct ZipArchive: Sendable {
  /// What is wrong with an archive or with a file in it.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    case notAnArchive
    case truncated
    /// ZIP64, several disks, encryption, another compression.
    case unsupported(String)
    case missing(path: String)
    case tooLarge(path: String, limit: Int)
    case damaged(path: String)
    /// A name that would leave the folder it is extracted to.
    case unsafePath(String)

    public var description: String {
      switch self {
      case .notAnArchive: "this is no ZIP archive"
      case .truncated: "the ZIP archive is not complete"
      case .unsupported(let what): "the ZIP archive uses \(what), which is not read here"
      case .missing(let path): "the ZIP archive has no file \"\(path)\""
      case .tooLarge(let path, let limit): "\"\(path)\" in the ZIP archive is larger than \(limit) bytes"
      case .damaged(let path): "\"\(path)\" in the ZIP archive is damaged"
      case .unsafePath(let path): "the ZIP archive has a file \"\(path)\", which would leave its folder"
      }
    }
  }

  private struct Entry {
    var method: Int
    var flags: Int
    var checksum: UInt32
    var packed: Int
    var size: Int
    var offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// The names of the files, sorted.
  public var paths: [String] { entries.keys.sorted() }

  /// Reads the directory at the archive's end.
  ///
  /// - Throws: ``Problem``, also for one unsafe name among many: such an archive is not trusted at all.
  public init(_ bytes: [UInt8]) throws(Problem) {
    self.bytes = bytes
    let end = try Self.endRecord(bytes)
    guard number(end + 4, 2) == 0, number(end + 6, 2) == 0 else { throw .unsupported("several disks") }
    let count = number(end + 10, 2)
    var position = number(end + 16, 4)
    guard count != 0xFFFF, position != 0xFFFF_FFFF else { throw .unsupported("ZIP64") }
    for _ in 0..<count {
      guard position + 46 <= end, number(position, 4) == 0x0201_4B50 else { throw .truncated }
      let (name, extra, comment) = (
        number(position + 28, 2), number(position + 30, 2), number(position + 32, 2)
      )
      guard position + 46 + name + extra + comment <= end else { throw .truncated }
      let path = String(decoding: bytes[(position + 46)..<(position + 46 + name)], as: UTF8.self)
      guard Self.isSafe(path) else { throw .unsafePath(path) }
      let entry = Entry(
        method: number(position + 10, 2), flags: number(position + 8, 2),
        checksum: UInt32(number(position + 16, 4)), packed: number(position + 20, 4),
        size: number(position + 24, 4), offset: number(position + 42, 4))
      guard ![entry.packed, entry.size, entry.offset].contains(0xFFFF_FFFF) else {
        throw .unsupported("ZIP64")
      }
      if !path.hasSuffix("/") { entries[path] = entry }
      position += 46 + name + extra + comment
    }
  }

  /// The contents of one file, whose checksum has been compared.
  ///
  /// - Parameter limit: bytes; a larger file is refused before anything is unpacked.
  public func contents(of path: String, limit: Int) throws(Problem) -> [UInt8] {
    guard let entry = entries[path] else { throw .missing(path: path) }
    guard entry.size <= limit else { throw .tooLarge(path: path, limit: limit) }
    guard entry.flags & 1 == 0 else { throw .unsupported("encryption") }
    guard entry.offset + 30 <= bytes.count, number(entry.offset, 4) == 0x0403_4B50 else {
      throw .damaged(path: path)
    }
    let start = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2)
    guard start + entry.packed <= bytes.count else { throw .truncated }
    let packed = bytes[start..<start + entry.packed]
    let contents: [UInt8]
    switch entry.method {
    case 0: contents = Array(packed)
    case 8: contents = Self.inflated(packed, size: entry.size) ?? []
    default: throw .unsupported("compression method \(entry.method)")
    }
    guard contents.count == entry.size, Self.checksum(contents) == entry.checksum else {
      throw .damaged(path: path)
    }
    return contents
  }

  // MARK: Parts

  /// Neither absolute nor upwards, on any system.
  private static func isSafe(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.contains("\\") && !path.contains("\0")
      && !path.contains(":")
      && !path.split(separator: "/", omittingEmptySubsequences: false).dropLast(path.hasSuffix("/") ? 1 : 0)
        .contains { $0.isEmpty || $0 == "." || $0 == ".." }
  }

  /// Where the record at the end begins; a comment of up to 65,535 bytes may follow it.
  private static func endRecord(_ bytes: [UInt8]) throws(Problem) -> Int {
    guard bytes.starts(with: [0x50, 0x4B]) else { throw .notAnArchive }
    guard bytes.count >= 22 else { throw .truncated }
    for start in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
    where bytes[start] == 0x50 && bytes[start..<start + 4].elementsEqual([0x50, 0x4B, 0x05, 0x06]) {
      return start
    }
    throw .truncated
  }

  /// Little-endian; the caller has looked at the bounds.
  private func number(_ position: Int, _ width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(bytes[position + $1]) << ($1 * 8) }
  }

  /// Nil when the data are damaged or do not give exactly `size` bytes: never more is written.
  private static func inflated(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    var stream = z_stream()
    // Raw deflate data, without a header of zlib's own.
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var status = Z_OK
    let contents = [UInt8](unsafeUninitializedCapacity: max(1, size)) { buffer, count in
      packed.withUnsafeBufferPointer { packed in
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(packed.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(size)
        status = inflate(&stream, Z_FINISH)
      }
      count = size - Int(stream.avail_out)
    }
    return status == Z_STREAM_END ? contents : nil
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
