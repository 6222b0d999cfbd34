import AssayText
import Foundation

/// Names of languages as people write them, and the codes that translators know them by (ISO 639-1, "de").
public enum LanguageCode {
  /// The code for "German", "Deutsch", "de" or "pt-BR"; nil: there is no such language.
  public static func code(for name: String) -> String? {
    let folded = Normalization.exact.normalized(name)
    if let code = byName[folded] { return code }
    // A code with a script or region, "zh-Hans", is for the server to know.
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, codes.contains(parts[0].lowercased()),
      parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    return "\(parts[0].lowercased())-\(parts[1])"
  }

  /// ISO 639-1; Foundation knows more than 600, most of which have three letters.
  private static let codes = Set(
    Locale.LanguageCode.isoLanguageCodes.compactMap { $0.identifier(.alpha2) }.filter { $0.count == 2 })

  /// Codes by the languages' English names, their own names and the codes themselves. English names count first: the
  /// own name of one language may be the English name of another.
  private static let byName: [String: String] = {
    var table: [String: String] = [:]
    let english = Locale(identifier: "en")
    for code in codes.sorted() {
      table[code] = code
      if let name = english.localizedString(forLanguageCode: code) {
        table[Normalization.exact.normalized(name)] = code
      }
    }
    for code in codes.sorted() {
      guard let name = Locale(identifier: code).localizedString(forLanguageCode: code) else { continue }
      let own = Normalization.exact.normalized(name)
      if table[own] == nil { table[own] = code }
    }
    return table
  }()
}
