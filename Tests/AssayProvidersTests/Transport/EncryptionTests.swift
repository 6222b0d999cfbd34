import Foundation
import Testing

@testable import AssayProviders

/// Against OpenSSL's own little server, where there is one.
@Suite(.enabled(if: SecureServer.isPossible, "needs the openssl command"), .timeLimit(.minutes(1)))
struct EncryptionTests {
  @Test func aCertificateThatNobodySignedIsRefused() throws {
    let server = try SecureServer(names: "IP:127.0.0.1")
    #expect {
      try CurlTransport().send(HTTPRequest(url: server.url))
    } throws: { error in
      guard case .untrusted? = error as? TransportProblem else { return false }
      return "\(error)".contains("not trusted")
    }
  }

  @Test func anOwnAuthorityIsTrusted() throws {
    let server = try SecureServer(names: "IP:127.0.0.1")
    let response = try CurlTransport(authorities: server.certificate).send(HTTPRequest(url: server.url))
    #expect(response.status == 200)
  }

  @Test func aCertificateOfAnotherHostIsRefused() throws {
    let server = try SecureServer(names: "DNS:elsewhere.example")
    #expect {
      try CurlTransport(authorities: server.certificate).send(HTTPRequest(url: server.url))
    } throws: { error in
      guard case .untrusted? = error as? TransportProblem else { return false }
      return true
    }
  }
}

/// `openssl s_server` with a certificate that it has signed itself; gone with the object.
final class SecureServer {
  let certificate: String
  let url: String
  private let folder: URL
  private let process = Process()

  private static var program: String? {
    ["/usr/bin/openssl", "/opt/homebrew/bin/openssl", "/usr/local/bin/openssl"]
      .first(where: FileManager.default.isExecutableFile)
  }

  static var isPossible: Bool { program != nil }

  /// - Parameter names: the subject's alternative names, as OpenSSL writes them.
  init(names: String) throws {
    let program = URL(fileURLWithPath: Self.program ?? "openssl")
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let maker = Process()
    maker.executableURL = program
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj",
      "/CN=assay test", "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", certificate,
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    // A port that is free now: `s_server` tells the one it has chosen only once its output's buffer is full.
    let probe = try SocketServer { _ in [] }
    let port = probe.port
    probe.close()
    url = "https://127.0.0.1:\(port)/"
    process.executableURL = program
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key, "-www",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // It stops at the end of its input.
    process.standardInput = Pipe()
    try process.run()
    let limits = HTTPLimits(connect: .milliseconds(500), idle: .seconds(1), total: .seconds(1))
    for _ in 0..<100 {
      do {
        _ = try CurlTransport().send(HTTPRequest(url: url, limits: limits))
      } catch TransportProblem.untrusted {
        return
      } catch {
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
    throw POSIXError(.ETIMEDOUT)
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }
}
