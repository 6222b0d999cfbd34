/// How long a judge's answer is going to be, before there is one.
enum AnswerLength {
  /// Tokens: about fifty for a reason and ten for each score.
  static func expected(dimensions: Int, reasons: Bool, limit: Int) -> Int {
    min(limit, dimensions * 10 + (reasons ? 50 : 0))
  }
}
