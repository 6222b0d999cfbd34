import CCurl
import Foundation

/// The header `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// Seconds, or an HTTP date, as the time to wait from `now`; nil when it is neither.
  static func delay(_ value: String?, now: Date = Date()) -> Duration? {
    guard let text = value?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    // Fractions are not in the standard, but some servers send them.
    if let seconds = Double(text) { return seconds.isFinite && seconds >= 0 ? .seconds(seconds) : nil }
    let date = curl_getdate(text, nil)
    guard date >= 0 else { return nil }
    return .seconds(max(0, Double(date) - now.timeIntervalSince1970))
  }
}
