import CZlib

/// How well bytes compress.
public enum Deflate {
  /// The size in bytes after DEFLATE (RFC 1951) in zlib's format at its usual level; nil: there is no memory for it.
  public static func size(of bytes: [UInt8]) -> Int? {
    var size = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(size))
    let status = compress2(&packed, &size, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
    return status == Z_OK ? Int(size) : nil
  }
}
