import AssayText
import Foundation

/// Gets one file of a package piece by piece into a file of its own, so that a broken connection or Ctrl-C costs one
/// piece: the next run goes on from there.
struct PackageDownload {
  let index: PackageIndex
  let file: PackageIndex.File
  /// Where the bytes go; what is there already is taken for the beginning.
  let partial: URL
  /// Bytes that are asked for at a time.
  var pieceSize = 8 << 20

  /// Fetches what is missing and compares the checksum. A file with another one is removed.
  ///
  /// - Parameter progress: told how many bytes are there and how many there will be (0: not known).
  /// - Throws: ``CommandFailure``, `CancellationError`.
  func run(progress: (_ received: Int, _ expected: Int) -> Void, isCancelled: () -> Bool) throws {
    let output = try Output(partial)
    defer { output.close() }
    var isWhole = false
    while !isWhole {
      if isCancelled() { throw CancellationError() }
      let start = output.size
      if let size = file.size, start >= size { break }
      let piece = try index.piece(
        of: file, from: start, count: pieceSize,
        progress: { received, expected in
          progress(start + received, file.size ?? (start == 0 ? expected : 0))
        }, isCancelled: isCancelled)
      switch piece {
      case .part(let bytes, let total):
        try output.append(bytes)
        isWhole = bytes.isEmpty || output.size == total
      case .whole(let bytes):
        try output.truncate()
        try output.append(bytes)
        isWhole = true
      case .pastTheEnd: isWhole = true
      }
    }
    try compare()
  }

  /// The whole file, after ``run(progress:isCancelled:)``.
  ///
  /// - Throws: ``CommandFailure``.
  func contents() throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: partial, options: .alwaysMapped))
    } catch {
      throw CommandFailure("\(partial.path): cannot be read (\(error.localizedDescription))")
    }
  }

  /// Removes what was downloaded.
  func discard() { try? FileManager.default.removeItem(at: partial) }

  private func compare() throws {
    let digest: String
    do {
      digest = try Data(contentsOf: partial, options: .alwaysMapped).withUnsafeBytes(SHA256.digest)
    } catch {
      throw CommandFailure("\(partial.path): cannot be read (\(error.localizedDescription))")
    }
    if digest == file.sha256 { return }
    discard()
    throw CommandFailure(
      "\(file.name) arrived damaged: its checksum is \(digest), not \(file.sha256); nothing was installed")
  }
}

extension PackageDownload {
  /// The file that the bytes are added to.
  private final class Output {
    private let path: String
    private let descriptor: Int32
    private(set) var size: Int

    init(_ url: URL) throws {
      path = url.path
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw Self.failure(path, detail: error.localizedDescription)
      }
      descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure(path, detail: String(cString: strerror(errno))) }
      size = max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    func close() { _ = Foundation.close(descriptor) }

    func truncate() throws {
      guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure() }
      size = 0
    }

    func append(_ bytes: [UInt8]) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure() }
        rest = rest.dropFirst(count)
        size += count
      }
    }

    private func failure() -> CommandFailure {
      Self.failure(
        path,
        detail: errno == ENOSPC
          ? "the disk is full; make room and try again" : String(cString: strerror(errno)))
    }

    private static func failure(_ path: String, detail: String) -> CommandFailure {
      CommandFailure("\(path): cannot be written: \(detail); check the folder's rights and the free space")
    }
  }
}
