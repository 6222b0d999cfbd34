import AssayModel
import AssayProviders
import Foundation
import Synchronization

/// What sends the requests for subtle errors.
enum ProbeChat {
  static func service(for endpoint: ModelEndpoint, folder: URL) throws -> any ChatService {
    try ChatDispatcher(endpoints: [endpoint], folder: folder)
  }
}

/// The newest figures of what goes over the wire, told from another thread.
final class Latest: Sendable {
  private let state = Mutex(ChatTraffic())
  func set(_ traffic: ChatTraffic) { state.withLock { $0 = traffic } }
  var traffic: ChatTraffic { state.withLock { $0 } }
}
