import AssayModel
import Foundation

/// SentencePiece's table of replacements: a double-array trie (Aoe 1989, in the layout of Yata's darts-clone) from
/// texts to places in a list of normalised texts, as Hugging Face's `Precompiled` applies it.
struct PrecompiledCharacters: Sendable {
  private let units: [UInt32]
  private let texts: [UInt8]

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)``.
  init(_ base64: String?, file: String) throws {
    guard let base64, let data = Data(base64Encoded: base64), data.count >= 4 else {
      throw EmbeddingProblem.unreadable(file: file, detail: "its table of characters is not base 64")
    }
    let bytes = [UInt8](data)
    let size = bytes.withUnsafeBytes { Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self))) }
    guard size % 4 == 0, size + 4 <= bytes.count else {
      throw EmbeddingProblem.unreadable(file: file, detail: "its table of characters is cut off")
    }
    units = bytes.withUnsafeBytes { raw in
      (0..<(size / 4)).map {
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 + $0 * 4, as: UInt32.self))
      }
    }
    texts = Array(bytes[(size + 4)...])
  }

  func apply(_ text: inout [UInt8]) {
    var changed: [UInt8] = []
    changed.reserveCapacity(text.count)
    for character in String(decoding: text, as: UTF8.self) {
      let bytes = Array(character.utf8)
      if bytes.count < 6, let replacement = replacement(bytes) {
        changed.append(contentsOf: replacement)
        continue
      }
      for scalar in character.unicodeScalars {
        let bytes = Array(String(scalar).utf8)
        changed.append(contentsOf: replacement(bytes) ?? bytes[...])
      }
    }
    text = changed
  }

  /// What stands for the shortest text in the table that `key` begins with.
  private func replacement(_ key: [UInt8]) -> ArraySlice<UInt8>? {
    guard !units.isEmpty else { return nil }
    var node = Self.offset(units[0])
    for byte in key where byte != 0 {
      node ^= Int(byte)
      guard node < units.count else { return nil }
      let unit = units[node]
      guard unit & (1 << 31 | 0xFF) == UInt32(byte) else { return nil }
      node ^= Self.offset(unit)
      if unit >> 8 & 1 == 1, node < units.count {
        let start = Int(units[node] & 0x7FFF_FFFF)
        guard start <= texts.count else { return nil }
        return texts[start...].prefix { $0 != 0 }
      }
    }
    return nil
  }

  private static func offset(_ unit: UInt32) -> Int { Int((unit >> 10) << ((unit & (1 << 9)) >> 6)) }
}
