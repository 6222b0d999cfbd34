import AssayGeneration
import AssayModel

/// How many texts each parent of a call has, of those that it may have. A model that writes more of one parent than it
/// was asked for writes variations of one text.
struct ParentShares {
  private let most: Int
  private var taken: [String: Int] = [:]

  init(_ call: GenerationCall) { most = call.technique.keepsLabel ? call.eachParent : .max }

  /// Whether one more text of its parent can be taken.
  func hasRoom(for example: GeneratedExample) -> Bool {
    guard let parent = example.provenance.parent else { return true }
    return taken[parent, default: 0] < most
  }

  mutating func take(_ example: GeneratedExample) {
    if let parent = example.provenance.parent { taken[parent, default: 0] += 1 }
  }
}
