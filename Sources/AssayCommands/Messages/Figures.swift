import Foundation

/// Numbers as people read them.
enum Figures {
  /// 1234567 → "1,234,567"
  static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// "1 example", "2 examples"
  static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// 0.834 → "83.4 %"
  static func percent(_ share: Double) -> String { fixed(share * 100, places: 1) + " %" }

  /// 0.834 → "83"
  static func wholePercent(_ share: Double) -> String { String(Int((share * 100).rounded())) }

  /// "0.834"; "-" where nothing was measured, never 0.
  static func number(_ value: Double?, places: Int = 3) -> String {
    value.map { fixed($0, places: places) } ?? "-"
  }

  /// 12_345_678 → "12.3 MB"
  static func bytes(_ number: Int64) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"]
    var value = Double(number)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(number) B" : fixed(value, places: 1) + " " + units[unit]
  }

  /// 75 → "1:15"
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = rest < 10 ? "0\(rest)" : "\(rest)"
    return hours > 0 ? "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)" : "\(minutes):\(tail)"
  }

  /// A decimal point in every locale.
  static func fixed(_ value: Double, places: Int) -> String { String(format: "%.\(places)f", value) }
}

extension Figures {
  /// An amount of whatever currency: 12.345 → "12.35", 0.000123 → "0.00012"
  static func money(_ amount: Double) -> String {
    if amount == 0 { return "0" }
    if abs(amount) >= 0.1 { return fixed(amount, places: 2) }
    // Two digits that say something.
    let places = min(12, 1 - Int(log10(abs(amount)).rounded(.down)))
    return fixed(amount, places: places)
  }
}
