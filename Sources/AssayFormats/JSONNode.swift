import AssayModel
import CSimdjson
import Foundation

/// Parses JSON texts, one after the other, checking all of each. Its nodes are valid until the next text.
final class JSONParser {
  private let handle: OpaquePointer

  init() {
    guard let handle = sj_new() else { preconditionFailure("out of memory") }
    self.handle = handle
  }

  deinit { sj_free(handle) }

  /// What is wrong with a text, in words for a person.
  struct Failure: Error {
    var message: String
  }

  /// Parses one document. The members' offsets count from the start of `text`.
  func parse(_ text: UnsafeRawBufferPointer) throws(Failure) -> JSONNode {
    guard let base = text.baseAddress, !text.isEmpty else { throw Failure(message: "empty, not JSON") }
    let code = sj_parse(handle, base.assumingMemoryBound(to: CChar.self), text.count)
    guard code == 0 else { throw Failure(message: Self.words(for: String(cString: sj_error(code)))) }
    var count = 0
    guard let nodes = sj_nodes(handle, &count) else { throw Failure(message: "empty, not JSON") }
    return JSONNode(nodes: nodes, index: 0)
  }

  /// Whether a text is one JSON document. The nodes of the text before are gone.
  func accepts(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { (try? parse(UnsafeRawBufferPointer($0))) != nil }
  }

  /// The members of the outermost object, as they stand in the text.
  var members: UnsafeBufferPointer<sj_member> {
    var count = 0
    let first = sj_members(handle, &count)
    return UnsafeBufferPointer(start: first, count: count)
  }

  /// simdjson's words are for programmers; these are for whoever made the file.
  private static func words(for message: String) -> String {
    if message.contains("UTF-8") { return "not valid UTF-8" }
    if message.contains("unclosed string") || message.contains("string") {
      return "broken JSON: a string is not closed or has a wrong escape"
    }
    if message.contains("number") || message.contains("Number") {
      return "broken JSON: a number that is malformed or too large"
    }
    if message.contains("depth") { return "JSON nested too deeply" }
    return "broken JSON (cut off, or a comma, colon, quote or bracket is wrong)"
  }
}

/// One value of a parsed text.
struct JSONNode {
  fileprivate let nodes: UnsafePointer<sj_node>
  fileprivate let index: Int

  private var raw: sj_node { nodes[index] }

  enum Kind {
    case null, bool, number, string, array, object

    /// With its article, for messages.
    var words: String {
      switch self {
      case .null: "null"
      case .bool: "a truth value"
      case .number: "a number"
      case .string: "a text"
      case .array: "a list"
      case .object: "an object"
      }
    }
  }

  var kind: Kind {
    switch Int(raw.type) {
    case SJ_NULL: .null
    case SJ_FALSE, SJ_TRUE: .bool
    case SJ_INTEGER, SJ_UNSIGNED, SJ_REAL: .number
    case SJ_STRING: .string
    case SJ_ARRAY: .array
    default: .object
    }
  }

  var string: String? {
    guard Int(raw.type) == SJ_STRING else { return nil }
    return Self.text(raw.text, raw.length)
  }

  var number: Double? { kind == .number ? raw.real : nil }

  var integer: Int64? { Int(raw.type) == SJ_INTEGER ? raw.integer : nil }

  var bool: Bool? { kind == .bool ? Int(raw.type) == SJ_TRUE : nil }

  /// The name of a member of an object.
  var key: String { Self.text(raw.key, raw.key_length) }

  /// Compares bytes: a row is asked for some thirty names, and a String for each member would cost more
  /// than the parsing.
  private func isNamed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard nodes[index].key_length == name.count, let key = nodes[index].key else { return false }
    guard let start = name.baseAddress, let first = name.first else { return true }
    // Most names of one length differ in their first letter; the call costs more than the look.
    return UInt8(bitPattern: key.pointee) == first && memcmp(key, start, name.count) == 0
  }

  private static func text(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
    guard let start else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }

  /// The values of an array, or the members of an object.
  var children: Children { Children(nodes: nodes, position: index + 1, end: Int(raw.end)) }

  struct Children: Sequence, IteratorProtocol {
    let nodes: UnsafePointer<sj_node>
    var position: Int
    let end: Int
    mutating func next() -> JSONNode? {
      guard position < end else { return nil }
      defer { position = Int(nodes[position].end) }
      return JSONNode(nodes: nodes, index: position)
    }
  }

  /// The last member of this name; nil when there is none or this is no object.
  subscript(name: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var name = name
    return name.withUTF8 { name in
      var found: JSONNode?
      for child in children where child.isNamed(name) { found = child }
      return found
    }
  }

  /// A member or element that a path of names and positions leads to.
  func at(path: some Collection<Substring>) -> JSONNode? {
    var node = self
    for part in path {
      if node.kind == .array, let position = Int(part) {
        guard let next = node.children.dropFirst(position).first(where: { _ in true }) else { return nil }
        node = next
      } else if let next = node[String(part)] {
        node = next
      } else {
        return nil
      }
    }
    return node
  }

  /// The value as a text: strings as they are, numbers and truth values as JSON writes them.
  var plainText: String? {
    switch kind {
    case .string: string
    case .number: JSONText.number(self)
    case .bool: bool == true ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  fileprivate var exactInteger: String? {
    switch Int(raw.type) {
    case SJ_INTEGER: String(raw.integer)
    case SJ_UNSIGNED: String(raw.unsigned_integer)
    default: nil
    }
  }
}

extension JSONText {
  static func number(_ node: JSONNode) -> String { node.exactInteger ?? number(node.number ?? .nan) }

  /// A parsed value, written again; `replace` may give another text for the value at a path.
  static func write(_ node: JSONNode, path: String = "", replace: (String) -> String?) -> String {
    if let text = replace(path) { return string(text) }
    let prefix = path.isEmpty ? "" : path + "."
    switch node.kind {
    case .null: return "null"
    case .bool: return node.bool == true ? "true" : "false"
    case .number: return number(node)
    case .string: return string(node.string ?? "")
    case .array:
      return array(
        node.children.enumerated().map {
          write($0.element, path: prefix + String($0.offset), replace: replace)
        })
    case .object:
      return object(node.children.map { ($0.key, write($0, path: prefix + $0.key, replace: replace)) })
    }
  }
}
