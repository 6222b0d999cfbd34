import Foundation

/// Finds attempts of a text to give orders to its judge.
public enum OrderDetector {
  /// The places, in the order of the text.
  public static func findings(in text: String) -> [OrderFinding] {
    guard let range = text.range(of: "ignore the above") else { return [] }
    return [OrderFinding(range: range, kind: .ignore)]
  }

  /// Whether there is any.
  public static func givesOrders(_ text: String) -> Bool { !findings(in: text).isEmpty }
}
