import AssayGeneration
import AssayModel

/// Which texts of which parents can be taken, while the transaction is open that takes them: no more of a parent than its
/// call asked for, since a model that writes more of one writes variations of one text; and no second one of a parent in
/// the place of another's first.
struct ParentShares {
  private let deck: ParentDeck
  private var most = Int.max
  /// Texts of the call that is looked at.
  private var ofCall: [String: Int] = [:]
  /// Texts of all calls that the deck has not been told of.
  private var since: [String: Int] = [:]

  init(_ deck: ParentDeck) { self.deck = deck }

  /// What follows is of this call.
  mutating func begin(_ call: GenerationCall) {
    most = call.technique.keepsLabel ? call.eachParent : .max
    ofCall = [:]
  }

  /// Whether its call may bring one more text of its parent.
  func hasRoom(for example: GeneratedExample) -> Bool {
    guard let parent = example.provenance.parent else { return true }
    return ofCall[parent, default: 0] < most
  }

  /// Whether what is missing of a cell is kept for other parents.
  func isKept(_ quota: Quota, from example: GeneratedExample) -> Bool {
    guard let parent = example.provenance.parent else { return false }
    return deck.isKept(quota, from: parent, since: since)
  }

  mutating func take(_ example: GeneratedExample) {
    guard let parent = example.provenance.parent else { return }
    ofCall[parent, default: 0] += 1
    since[parent, default: 0] += 1
  }
}
