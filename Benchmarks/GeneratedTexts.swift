import AssayStatistics
import Foundation

/// What a model could have written: sentences of the samples put together at random, the same for the same number.
struct GeneratedTexts: Sendable {
  static let labels = ["billing", "shipping", "account", "other"]
  private let sentences: [String]

  init(project: URL) throws { sentences = try BenchmarkData(project: project).sentences }

  func text(_ number: UInt64) -> String {
    var random = RepeatableGenerator(seed: number)
    return (0..<3).map { _ in sentences[Int(random.next(below: UInt64(sentences.count)))] }.joined(
      separator: ". ")
  }

  /// The text of an answer with so many examples, none of which another number has.
  func answer(_ number: UInt64, examples: Int) -> String {
    let objects = (0..<UInt64(examples)).map { place in
      let label = Self.labels[Int(place) % Self.labels.count]
      return "{\"text\": \(BenchmarkData.quoted(text(number &* 1_000 &+ place))), \"label\": \"\(label)\"}"
    }
    return "{\"examples\": [" + objects.joined(separator: ",\n") + "]}"
  }
}
