import AssayGeneration
import AssayModel

/// Levels and kinds of edge cases that no prompt knows: they are asked for as they were written, and a plan says so.
enum OwnWords {
  /// "warped: an own level, as written (known are easy, medium, hard)"; nil: there is none.
  static func levels(_ names: some Sequence<String>) -> String? {
    sentence(Array(names), Difficulty.steps, "level")
  }

  /// A kind in one word may be one that the prompts know, misspelt or misremembered; a sentence is meant as it stands.
  static func kinds(of order: GenerationOrder) -> String? {
    guard order.technique == .edgeCase else { return nil }
    return sentence(order.variants.filter { !$0.contains(" ") }, EdgeCase.allCases.map(\.rawValue), "kind")
  }

  /// As the end of a line.
  static func ending(_ sentence: String?) -> String { sentence.map { "; " + $0 } ?? "" }

  private static func sentence(_ words: [String], _ known: [String], _ noun: String) -> String? {
    let own = words.filter { !known.contains($0) }
    guard !own.isEmpty else { return nil }
    return
      "\(own.joined(separator: ", ")): \(own.count == 1 ? "an own \(noun)" : "own \(noun)s"), as written "
      + "(known are \(known.joined(separator: ", ")))"
  }
}
