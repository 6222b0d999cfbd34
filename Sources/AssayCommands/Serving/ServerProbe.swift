import AssayModel
import AssayProviders

/// Asks a server on this computer whether it is there.
struct ServerProbe {
  enum Answer: Hashable {
    case ready
    /// It answers, but it is still loading the model.
    case loading
    case nothing
  }

  let transport: any HTTPTransport

  init(transport: any HTTPTransport = CurlTransport()) { self.transport = transport }

  func ask(_ url: String) -> Answer {
    guard let status = status(url, body: nil) else { return .nothing }
    return status == 200 ? .ready : .loading
  }

  /// The status of an answer; nil when there is none.
  func status(_ url: String, body: [UInt8]?) -> Int? {
    let limits = HTTPLimits(connect: .seconds(1), idle: .seconds(2), total: .seconds(2), bytes: 16 << 20)
    let request = HTTPRequest(
      url: url, headers: [.init("Content-Type", "application/json")], body: body, limits: limits)
    return try? transport.send(request).status
  }
}
