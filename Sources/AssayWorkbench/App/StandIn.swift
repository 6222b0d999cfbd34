struct OrderFinding { var range: Range<String.Index> }
enum OrderDetector {
  static func findings(in text: String) -> [OrderFinding] {
    text.range(of: "ignore the above").map { [OrderFinding(range: $0)] } ?? []
  }
}
extension String {
  fileprivate func range(of needle: String) -> Range<String.Index>? { firstRange(of: needle) }
}
