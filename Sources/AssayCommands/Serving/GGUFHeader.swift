import Foundation

/// What a model's file says of the model (GGUF, versions 2 and 3, little-endian).
struct GGUFHeader: Hashable {
  /// Why a file is no model.
  enum Problem: Error, Hashable, CustomStringConvertible {
    case unreadable(String)
    case notGGUF
    case version(UInt32)
    case damaged

    var description: String {
      switch self {
      case .unreadable(let reason): "cannot be read: \(reason)"
      case .notGGUF: "is no GGUF file, the form that llama.cpp reads"
      case .version(let number): "is GGUF of version \(number); versions 2 and 3 are read here"
      case .damaged: "is damaged or not complete"
      }
    }
  }

  /// What the model is derived from, such as "smollm2"; else nil.
  var family: String?
  /// An SPDX identifier as far as the file has one.
  var licence: String?
  /// The longest text it was trained for, in tokens.
  var contextLength: Int?

  /// - Throws: ``Problem``.
  init(_ file: URL) throws(Problem) {
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .alwaysMapped)
    } catch {
      throw .unreadable(error.localizedDescription)
    }
    var reader = Reader(data: data)
    guard reader.bytes(4).map({ Array($0) == Array("GGUF".utf8) }) == true else { throw .notGGUF }
    guard let version: UInt32 = reader.number() else { throw .damaged }
    guard version == 2 || version == 3 else { throw .version(version) }
    guard reader.number() as UInt64? != nil, let count: UInt64 = reader.number() else { throw .damaged }
    var texts: [String: String] = [:]
    var numbers: [String: UInt64] = [:]
    for _ in 0..<count {
      guard let key = reader.string(), let kind: UInt32 = reader.number(),
        let value = reader.value(kind, depth: 0)
      else { throw .damaged }
      switch value {
      case .text(let text): texts[key] = text
      case .number(let number): numbers[key] = number
      case .other: break
      }
    }
    family = texts["general.basename"].flatMap(Self.word)
    licence = texts["general.license"].flatMap(Self.identifier)
    contextLength = texts["general.architecture"].flatMap { numbers["\($0).context_length"] }
      .flatMap { Int(exactly: $0) }
  }

  /// "Qwen2.5" → "qwen2.5"; nil for what is no word.
  private static func word(_ text: String) -> String? {
    let text = text.lowercased()
    let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
    return isWord && !text.isEmpty && text.count <= 64 ? text : nil
  }

  /// The identifiers of model hubs are SPDX's in lower case, for the most part.
  private static func identifier(_ text: String) -> String? {
    let known = ["Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "GPL-3.0"]
    return known.first { $0.lowercased() == text.lowercased() } ?? word(text)
  }

  private enum Value {
    case text(String)
    case number(UInt64)
    case other
  }

  /// Reads forward, and never past the end.
  private struct Reader {
    let data: Data
    var position = 0

    mutating func bytes(_ count: Int) -> Data? {
      guard count >= 0, count <= data.count - position else { return nil }
      defer { position += count }
      return data[data.startIndex + position..<data.startIndex + position + count]
    }

    mutating func number<Number: FixedWidthInteger>() -> Number? {
      bytes(MemoryLayout<Number>.size)?.reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func string() -> String? {
      guard let length: UInt64 = number(), let count = Int(exactly: length), let bytes = bytes(count) else {
        return nil
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    mutating func value(_ kind: UInt32, depth: Int) -> Value? {
      switch kind {
      case 0, 1, 7: bytes(1).map { _ in .other }
      case 2, 3: bytes(2).map { _ in .other }
      case 4, 5: (number() as UInt32?).map { .number(UInt64($0)) }
      case 6: bytes(4).map { _ in .other }
      case 8: string().map { .text($0) }
      case 9: list(depth: depth).map { _ in .other }
      case 10, 11: (number() as UInt64?).map { .number($0) }
      case 12: bytes(8).map { _ in .other }
      default: nil
      }
    }

    /// Goes over a list: the tokens of the model's vocabulary, mostly.
    private mutating func list(depth: Int) -> Value? {
      guard depth < 4, let kind: UInt32 = number(), let count: UInt64 = number() else { return nil }
      let sizes: [UInt32: UInt64] = [
        0: 1, 1: 1, 7: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 10: 8, 11: 8, 12: 8,
      ]
      if let size = sizes[kind] {
        let (total, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow, let total = Int(exactly: total) else { return nil }
        return bytes(total).map { _ in .other }
      }
      for _ in 0..<count {
        if kind == 8 {
          // Only its length matters.
          guard let length: UInt64 = number(), let skip = Int(exactly: length), bytes(skip) != nil else {
            return nil
          }
        } else {
          guard value(kind, depth: depth + 1) != nil else { return nil }
        }
      }
      return .other
    }
  }
}
