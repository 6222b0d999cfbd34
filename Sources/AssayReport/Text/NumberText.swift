import Foundation

/// Numbers as a report writes them, with a decimal point in every locale.
public enum NumberText {
  /// What stands where nothing was measured; never 0.
  public static let notMeasured = "not measured"

  /// 0.8341 → "0.83", with a minus sign and not a hyphen.
  public static func fixed(_ value: Double, _ places: Int = 2) -> String {
    let text = plain(value, places)
    return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// The same for machines.
  static func plain(_ value: Double, _ places: Int) -> String {
    let text = String(format: "%.\(places)f", value)
    // No "-0.00".
    return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// 0.8341 → "83.4 %"
  public static func percent(_ share: Double, _ places: Int = 1) -> String {
    fixed(share * 100, places) + "\u{A0}%"
  }

  /// At most so many places, no zeros at the end: 4.0 → "4".
  public static func short(_ value: Double, _ places: Int = 3) -> String {
    trimmed(fixed(value, places))
  }

  /// Without zeros at the end.
  static func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    var text = number
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// 1234567 → "1,234,567"
  public static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (number < 0 ? "\u{2212}" : "") + String(digits)
  }

  /// "1 example", "2 examples"
  public static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// "a", "a and b", "a, b and c"
  public static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The day in UTC, "2025-03-14".
  ///
  /// - Parameter milliseconds: since 1970.
  public static func day(_ milliseconds: Int64) -> String { String(moment(milliseconds).prefix(10)) }

  /// "2025-03-14 09:26 UTC"
  public static func minute(_ milliseconds: Int64) -> String {
    moment(milliseconds).prefix(16).replacingOccurrences(of: "T", with: " ") + " UTC"
  }

  private static func moment(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
  }
}
