/// The name of an environment variable that holds a key, as configuration files give it.
enum VariableName {
  /// What is wrong with it, in words that do not repeat it: people paste keys here. Nil when it is fine.
  static func problem(with text: String) -> String? {
    if looksLikeKey(text) {
      return
        "\"key\" must be the NAME of an environment variable, such as OPENAI_API_KEY; what stands here looks "
        + "like a key itself: take it out of this file, and have it replaced if others could read it"
    }
    let isName =
      text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
      && text.utf8.first.map { !isDigit($0) } == true
    if isName { return nil }
    return
      "\"key\" must be the name of an environment variable, such as OPENAI_API_KEY: letters, digits and _, "
      + "no digit first"
  }

  /// Keys begin like some provider's, are long, or mix small letters with digits as no name of a variable does.
  private static func looksLikeKey(_ text: String) -> Bool {
    let lower = text.lowercased()
    if prefixes.contains(where: lower.hasPrefix) { return true }
    if text.utf8.count > 40 { return true }
    let small = text.utf8.count { (0x61...0x7A).contains($0) }
    let digits = text.utf8.count(where: isDigit)
    // "my_key_2" is a name, "x8f3k2m1" is not.
    return small > 0 && digits >= 3
  }

  private static let prefixes = [
    "sk-", "sk_", "pk-", "hf_", "gsk_", "xai-", "aiza", "ghp_", "github_pat_", "nvapi-", "pplx-", "r8_",
    "bearer ",
    "basic ", "eyj",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
