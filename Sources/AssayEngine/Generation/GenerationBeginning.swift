import AssayGeneration
import AssayModel
import Foundation

/// What a run that generates began with, kept as its call 0: a run that goes on deals from the same decks, whatever
/// people have accepted or imported meanwhile.
struct GenerationBeginning: Codable {
  var batch = ""
  @ExampleRanges var seeds: [ExampleID] = []
  @ExampleRanges var parents: [ExampleID] = []
  /// The names of a new example's fields.
  var fields: [String] = []
  /// The task's labels, or those of the seeds.
  var labels: [String] = []
  /// Examples that were there.
  var known = 0
}

/// A call with what led to it and what followed from it, as it is kept.
struct ChainRecord: Codable {
  var call: GenerationCall
  /// By cell of the plan, what may come of it.
  var asked: [Quota]
  /// Whether who is attacked has been asked about the parents; nil: there is nobody to ask.
  var heard: Bool?
  /// The calls of later stages, stage by stage.
  var stages: [[GenerationCall]] = []
  /// Items that a filter refused on the way.
  var refused = 0
  /// Which of the candidates are checked, by their place; nil: it has not come to that.
  var checked: [Int]?
}

/// What became of a call.
struct ChainResult: Codable {
  /// Counts the calls that are done, in the order in which they were.
  var order: Int
  var returned = 0
  /// Candidates that were taken by their place, and the cell of the plan that each counts in.
  var taken: [Int] = []
  var cells: [Int] = []
  var copies = 0
  var overfull = 0
  var wrongLabel = 0
  var wrongDifficulty = 0
  var filtered = 0
  var flagged = 0
  /// Labels that a verifier was asked for and did not tell; nil: none.
  var unverified: Int?
  var isBroken = false
  var isCached = false
  /// Why there is no answer.
  var failure: String?
}

/// JSON as the engine keeps it.
enum KeptJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
