import AssayModel
import AssayText
import Foundation

/// The `custom_id` of a request in a batch: `assay-EXAMPLE-HASHSIGN`, at most 64 characters of those that every service
/// takes (letters, digits, `-` and `_`).
///
/// The example's number is for people. The hash names the whole request, so the answer can be kept where a run looks
/// for it. The sign can only be made with the workspace's secret: what carries another was asked by somebody else.
enum BatchIdentifier {
  private static let prefix = "assay-"
  private static let hashLength = 43
  private static let signLength = 7

  static func text(example: ExampleID, hash: [UInt8], secret: [UInt8]) -> String {
    let number = example.rawValue <= 9_999_999 ? "\(example.rawValue)" : "x"
    return prefix + number + "-" + base64(hash) + sign(hash, secret)
  }

  /// The hash of the request; nil: it is none of this workspace.
  static func hash(_ text: String, secret: [UInt8]) -> [UInt8]? {
    guard text.hasPrefix(prefix), text.utf8.count > hashLength + signLength else { return nil }
    let end = text.suffix(hashLength + signLength)
    guard let hash = bytes(String(end.prefix(hashLength))), hash.count == 32 else { return nil }
    return end.suffix(signLength) == sign(hash, secret) ? hash : nil
  }

  /// 40 bits.
  private static func sign(_ hash: [UInt8], _ secret: [UInt8]) -> String {
    let text = "batch " + base64(secret) + " " + base64(hash)
    return base64(Array(SHA256.bytes(of: text).prefix(5)))
  }

  /// Base64 for addresses (RFC 4648, section 5), without padding.
  private static func base64(_ bytes: [UInt8]) -> String {
    let text = Data(bytes).base64EncodedString()
    return String(
      text.compactMap { character in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)).map {
      Array($0)
    }
  }
}
