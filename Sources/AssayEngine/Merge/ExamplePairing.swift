import AssayModel
import AssayStore

/// Another workspace's examples and those that they are here.
struct ExamplePairing {
  let identities: [ExampleID: ExampleIdentity]
  /// The numbers here by the numbers there.
  private(set) var here: [ExampleID: ExampleID] = [:]
  /// Those whose id has another text here.
  private(set) var otherTexts: Set<ExampleID> = []
  /// The other workspace's probes and repeats: rows that are no data.
  let ownRows: Set<ExampleID>

  init(
    of identities: [ExampleID: ExampleIdentity], matches: [ExampleIdentity: ExampleMatch],
    ownRows: Set<ExampleID>
  ) {
    self.identities = identities
    self.ownRows = ownRows
    for (example, identity) in identities {
      switch matches[identity] {
      case .same(let id): here[example] = id
      case .otherText: otherTexts.insert(example)
      case .unknown, nil: continue
      }
    }
  }
}
