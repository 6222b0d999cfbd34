import Foundation

/// What may be said about an address.
public enum HTTPAddress {
  /// The address without `user:password@` and without its query, either of which may hold a secret.
  public static func shown(_ url: String) -> String {
    let head = url.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = head.range(of: "://") else { return String(head) }
    let rest = head[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return String(head) }
    return String(head[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }

  /// Why the address cannot be used; nil when it can.
  public static func problem(with url: String) -> String? {
    let lower = url.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
      return "it must start with http:// or https://"
    }
    let authority = url[url.range(of: "://")!.upperBound...].prefix { !"/?#".contains($0) }
    if authority.isEmpty { return "it names no host" }
    if url.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      return "it has a space or a control character in it"
    }
    return nil
  }

  /// Whether `user:password@` stands before the host.
  public static func holdsCredentials(_ url: String) -> Bool {
    guard let scheme = url.range(of: "://") else { return false }
    return url[scheme.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
  }

  /// Whether the address is on this computer: `localhost`, 127.0.0.0/8 or ::1.
  public static func isLoopback(_ url: String) -> Bool {
    guard let scheme = url.range(of: "://") else { return false }
    let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    let address = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if address.hasPrefix("[") { return address.dropFirst().prefix { $0 != "]" } == "::1" }
    let host = address.prefix { $0 != ":" }.lowercased()
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost"
      || (numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil })
  }
}
