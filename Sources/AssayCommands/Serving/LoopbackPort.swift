import Foundation

/// Ports of 127.0.0.1.
enum LoopbackPort {
  /// Whether a server could listen there now, and on which port.
  enum Finding: Hashable {
    /// The port itself, or the one that the system chose for 0.
    case free(Int)
    case inUse
    /// For example a port under 1024 without being root.
    case refused(String)
  }

  /// Listens for a moment.
  static func look(at port: Int) -> Finding {
    #if canImport(Glibc) || canImport(Musl)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { return .refused(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    // As servers do: connections of a former one that are still closing do not count.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard bind(descriptor, pointer, length) == 0, listen(descriptor, 1) == 0 else { return errno }
        return getsockname(descriptor, pointer, &length) == 0 ? 0 : errno
      }
    }
    switch result {
    case 0: return .free(Int(UInt16(bigEndian: address.sin_port)))
    case EADDRINUSE: return .inUse
    default: return .refused(String(cString: strerror(result)))
    }
  }
}
