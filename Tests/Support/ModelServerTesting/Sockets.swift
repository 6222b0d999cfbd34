import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few system calls that the server needs.
enum Sockets {
  /// A socket on 127.0.0.1 that others can connect to.
  static func listen(port: Int) throws -> Int32 {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    #if canImport(Darwin)
      let listening = bound == 0 && Darwin.listen(descriptor, 1024) == 0
    #else
      let listening = bound == 0 && Glibc.listen(descriptor, 1024) == 0
    #endif
    guard listening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRNOTAVAIL) }
    setNonblocking(descriptor)
    return descriptor
  }

  static func port(of descriptor: Int32) -> Int {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// A connection that waits to be served; nil: none.
  static func acceptConnection(_ listener: Int32) -> Int32? {
    let descriptor = accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    setNonblocking(descriptor)
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
    return descriptor
  }

  /// Two ends: what is written to the second wakes who polls the first.
  static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    #if canImport(Darwin)
      let result = Darwin.pipe(&ends)
    #else
      let result = Glibc.pipe(&ends)
    #endif
    guard result == 0 else { throw POSIXError(.EMFILE) }
    ends.forEach(setNonblocking)
    return (ends[0], ends[1])
  }

  static func wake(_ writing: Int32) {
    var byte: UInt8 = 0
    _ = write(writing, &byte, 1)
  }

  /// - Returns: how many bytes; 0: none now; nil: the connection has ended.
  static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    if count > 0 { return count }
    return count < 0 && isMomentary ? 0 : nil
  }

  /// The same for a pipe.
  static func receiveAny(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    return count > 0 ? count : nil
  }

  /// - Returns: how many bytes; 0: none now; nil: the connection has ended.
  static func transmit(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int? {
    #if canImport(Glibc)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
    if count >= 0 { return count }
    return isMomentary ? 0 : nil
  }

  private static var isMomentary: Bool { errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }

  private static func setNonblocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }
}
