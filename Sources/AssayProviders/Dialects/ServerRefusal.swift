import Foundation

/// What a server says instead of an answer, cleared of the key.
struct ServerRefusal: Hashable {
  var status: Int
  /// One line.
  var message: String
  /// `error.code`, `error.type` and `error.param`, in lower case.
  var code = ""
  var type = ""
  var parameter = ""

  init(status: Int, message: String, code: String = "", type: String = "", parameter: String = "") {
    self.status = status
    self.message = message
    self.code = code
    self.type = type
    self.parameter = parameter
  }

  init(_ response: HTTPResponse, status: Int? = nil, key: APIKey?) {
    self.status = status ?? response.status
    message = ServerMessage.text(of: response.body, key: key)
    if (300...399).contains(response.status), let place = response.header("location") {
      message = HTTPAddress.shown(key?.redacted(place) ?? place)
    }
    let object = try? JSONSerialization.jsonObject(with: Data(response.body.prefix(64 << 10)))
    guard let outer = object as? [String: Any] else { return }
    let error = outer["error"] as? [String: Any] ?? outer
    func word(_ name: String) -> String { (error[name] as? String ?? "").lowercased() }
    (code, type, parameter) = (word("code"), word("type"), word("param"))
  }

  /// Whether one of the words is in the message, the code or the parameter.
  func mentions(_ words: String...) -> Bool {
    let text = "\(message.lowercased()) \(code) \(parameter) \(type)"
    return words.contains { text.contains($0) }
  }
}
