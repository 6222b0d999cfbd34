import CZlib
import Foundation

/// The bytes of a file or of the standard input, inflated when they are gzip'd.
final class ByteSource {
  /// A file that cannot be read, with what to do about it.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let name: String
  /// Bytes on the disk; nil for a pipe.
  let totalBytes: Int64?
  private let descriptor: Int32
  private let file: gzFile

  /// Opens a file; `-` is the standard input.
  init(path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw Failure(description: "\(path): cannot be opened: \(String(cString: strerror(errno)))")
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    if isKnown, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Failure(description: "\(path): is a folder; name the files in it")
    }
    totalBytes = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    guard let file = gzdopen(descriptor, "rb") else {
      close(descriptor)
      throw Failure(description: "\(path): out of memory")
    }
    self.descriptor = descriptor
    self.file = file
    gzbuffer(file, 1 << 17)
  }

  deinit { gzclose(file) }

  /// Bytes read from the disk so far, before inflating.
  var bytesRead: Int64 { Int64(gzoffset(file)) }

  /// Fills as much of `buffer` as there is; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let count = gzread(file, buffer.baseAddress, UInt32(min(buffer.count, 1 << 30)))
    var code: Int32 = 0
    // zlib puts the number of the descriptor before what it has to say.
    let message = gzerror(file, &code).map { String(cString: $0) }?.split(separator: ": ").last ?? ""
    if count < 0 || (count == 0 && code != Z_OK && code != Z_STREAM_END) {
      let isCut = code == Z_BUF_ERROR
      let detail = isCut ? "the gzip'd data end too early; the file is incomplete" : String(message)
      throw Failure(description: "\(name): cannot be read further: \(detail)")
    }
    return Int(count)
  }
}
