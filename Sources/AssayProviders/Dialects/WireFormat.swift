import AssayModel
import Foundation

/// A request and its answer in the language of one endpoint's server.
public struct WireFormat: Sendable {
  public let endpoint: ModelEndpoint

  public init(_ endpoint: ModelEndpoint) { self.endpoint = endpoint }

  /// Where requests go.
  public var url: String {
    let base = endpoint.url.hasSuffix("/") ? String(endpoint.url.dropLast()) : endpoint.url
    return base + method
  }

  /// The address without its host, which is how batch files name it: `/v1/chat/completions`.
  public var path: String {
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? method
  }

  private var method: String {
    switch endpoint.dialect {
    case .openAI, .recorded: "/chat/completions"
    case .anthropic: "/messages"
    case .libreTranslate: "/translate"
    }
  }

  /// The JSON to send.
  ///
  /// - Parameter features: nil: all that the endpoint's configuration allows.
  public func body(of request: ChatRequest, features: ServerFeatures? = nil) -> [UInt8] {
    let features = features ?? ServerFeatures(endpoint)
    return switch endpoint.dialect {
    case .openAI, .recorded: OpenAIBody(endpoint: endpoint, features: features).bytes(of: request)
    case .anthropic: AnthropicBody(endpoint: endpoint, features: features).bytes(of: request)
    case .libreTranslate: TranslationBody.bytes(of: request)
    }
  }

  /// Reads the body of an answer. Fields that are not known are skipped.
  ///
  /// - Throws: ``UnusableAnswer``.
  public func answer(from body: [UInt8]) throws(UnusableAnswer) -> ChatAnswer {
    do {
      return try body.withUnsafeBufferPointer { bytes in
        switch endpoint.dialect {
        case .openAI, .recorded: try OpenAIAnswer.read(bytes)
        case .anthropic: try AnthropicAnswer.read(bytes)
        case .libreTranslate: try TranslationAnswer.read(bytes)
        }
      }
    } catch let problem as JSONCursor.Problem {
      throw .malformed(problem.detail)
    } catch {
      throw (error as? UnusableAnswer) ?? .malformed("\(error)")
    }
  }

  /// Who may send, and what: everything but the key.
  var headers: [HTTPRequest.Header] {
    let common = [
      HTTPRequest.Header("Content-Type", "application/json"),
      HTTPRequest.Header("Accept", "application/json"),
    ]
    return endpoint.dialect == .anthropic ? common + [.init("anthropic-version", "2023-06-01")] : common
  }

  var keyPlace: HTTPRequest.KeyPlace {
    switch endpoint.dialect {
    case .openAI, .recorded: .bearer
    case .anthropic: .header("x-api-key")
    case .libreTranslate: .member("api_key")
    }
  }
}

/// An answer of status 200 that is none.
public enum UnusableAnswer: Error, Hashable, Sendable {
  /// Not JSON, half of it, or of other types.
  case malformed(String)
  /// An error in an answer's clothes; `status` as the server writes it inside.
  case error(status: Int?)
}
