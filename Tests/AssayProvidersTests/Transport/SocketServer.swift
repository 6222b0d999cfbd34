import Foundation
import Synchronization

/// A server that answers with exactly the bytes a test wants: half an answer, none, or slowly.
///
/// On threads of its own and not in Swift's pool, which the other tests of a whole run keep busy.
final class SocketServer: Sendable {
  /// What it does with a connection once a request is there.
  enum Step: Sendable {
    case send(String)
    case wait(seconds: Double)
  }

  /// A request that has come in whole.
  struct Request: Sendable {
    /// Counted from 0 over all connections.
    var number: Int
    var head: String
    var body: [UInt8]

    var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    func header(_ name: String) -> String? {
      let lines = head.components(separatedBy: "\r\n")
      let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
      return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  let port: Int
  private let descriptor: Int32
  private let keepsConnections: Bool
  private let script: @Sendable (Request) -> [Step]
  private let accepted = Mutex(0)
  private let requests = Mutex<[String]>([])

  var connections: Int { accepted.withLock { $0 } }
  /// What came in, as text.
  var received: [String] { requests.withLock { $0 } }

  /// - Parameters:
  ///   - keepsConnections: whether it waits for a further request after an answer.
  ///   - script: the steps for each request.
  init(keepsConnections: Bool = false, _ script: @escaping @Sendable (Request) -> [Step]) throws {
    self.keepsConnections = keepsConnections
    self.script = script
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
        accepted.withLock { $0 += 1 }
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Also gives the port back.
  func close() {
    stop()
    Foundation.close(descriptor)
  }

  private func serve(_ connection: Int32) {
    defer { Foundation.close(connection) }
    while let (head, body) = read(connection) {
      let number = requests.withLock { requests in
        requests.append(head + String(decoding: body, as: UTF8.self))
        return requests.count - 1
      }
      for step in script(Request(number: number, head: head, body: body)) {
        switch step {
        case .wait(let seconds): Thread.sleep(forTimeInterval: seconds)
        case .send(let text): write(text, connection)
        }
      }
      if !keepsConnections { return }
    }
  }

  /// A whole request; nil when the client has gone.
  private func read(_ connection: Int32) -> (head: String, body: [UInt8])? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
        let request = Request(number: 0, head: head, body: [])
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        if bytes.count >= end.upperBound + length { return (head, Array(bytes[end.upperBound...])) }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      bytes += buffer[..<count]
    }
  }

  private func write(_ text: String, _ connection: Int32) {
    #if canImport(Glibc)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
      if sent <= 0 { return }
      rest = rest.dropFirst(sent)
    }
  }
}

extension SocketServer.Step {
  /// A whole answer.
  static func answer(_ status: Int, _ body: String, headers: String = "") -> Self {
    .send("HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
