import Foundation
import Synchronization

/// A server that answers with exactly the bytes a test wants: half an answer, none, or slowly.
final class SocketServer: Sendable {
  /// What it does with a connection once a request is there.
  enum Step: Sendable {
    case send(String)
    case wait(seconds: Double)
  }

  let port: Int
  private let descriptor: Int32
  private let accepted = Mutex(0)
  private let requests = Mutex<[String]>([])

  var connections: Int { accepted.withLock { $0 } }
  /// What came in, as text.
  var received: [String] { requests.withLock { $0 } }

  /// - Parameter script: the steps for each connection, by its number from 0; it is closed after them.
  init(_ script: @escaping @Sendable (Int) -> [Step]) throws {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        let number = accepted.withLock { count in
          count += 1
          return count - 1
        }
        Thread.detachNewThread { [self] in serve(connection, script(number)) }
      }
    }
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Also gives the port back.
  func close() {
    stop()
    Foundation.close(descriptor)
  }

  private func serve(_ connection: Int32, _ steps: [Step]) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(connection, &buffer, buffer.count, 0)
    requests.withLock { $0.append(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)) }
    for step in steps {
      switch step {
      case .wait(let seconds): Thread.sleep(forTimeInterval: seconds)
      case .send(let text):
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
          #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
          #else
            let flags: Int32 = 0
          #endif
          let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
          if sent <= 0 { break }
          rest = rest.dropFirst(sent)
        }
      }
    }
    Foundation.close(connection)
  }
}

extension SocketServer.Step {
  /// A whole answer.
  static func answer(_ status: Int, _ body: String, headers: String = "") -> Self {
    .send("HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
