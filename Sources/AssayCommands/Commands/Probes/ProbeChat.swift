import AssayModel
import Foundation
import Synchronization

/// What sends the requests for subtle errors.
enum ProbeChat {
  static func service(for endpoint: ModelEndpoint, folder: URL) throws -> any ChatService {
    throw CommandFailure("this version of assay cannot ask chat models yet")
  }
}

/// The newest figures of what goes over the wire, told from another thread.
final class Latest: Sendable {
  private let state = Mutex(ChatTraffic())
  func set(_ traffic: ChatTraffic) { state.withLock { $0 = traffic } }
  var traffic: ChatTraffic { state.withLock { $0 } }
}
