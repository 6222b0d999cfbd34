import AssayModel

/// Which measures of a compared pair count.
struct PairRules: Sendable {
  /// Longer texts than this have something to be contained: six words, or thirty characters.
  static let leastWords = 6
  static let leastCharacters = 30
  /// When ``DuplicateMethod/minhash`` runs too, the longer text must have this many times the shingles of the shorter:
  /// nearer in length, containment says what Jaccard similarity says already.
  static let leastGrowth = 1.1

  let methods: Set<DuplicateMethod>
  let leastContained: Int
  private let minhashFloor: Double
  private let containmentFloor: Double
  private let maskedFloor: Double

  init(_ settings: DuplicateSettings) {
    methods = settings.methods
    minhashFloor = settings.floor(.minhash)
    containmentFloor = settings.floor(.containment)
    maskedFloor = settings.floor(.masked)
    leastContained =
      switch settings.gram {
      case .words(let size): max(2, Self.leastWords - size + 1)
      case .characters(let size): max(2, Self.leastCharacters - size + 1)
      }
  }

  /// Whether a text of so many shingles may count as contained in one of so many.
  @inline(__always)
  func mayContain(_ smaller: Int, in larger: Int) -> Bool {
    smaller >= leastContained
      && (!methods.contains(.minhash) || Double(larger) >= Self.leastGrowth * Double(smaller))
  }

  /// Adds what counts. A pair counts as masked only where the masks make it more alike: otherwise names and numbers
  /// are not what the two differ in.
  ///
  /// - Parameter lists: whether the pair is listed as masked: of a large family only the pairs with its hub are.
  func append(
    _ pair: UInt64, plain: Overlap, masked: Overlap?, listsMasked lists: Bool, to pairs: inout [DuplicatePair]
  ) {
    func add(_ method: DuplicateMethod, _ similarity: Double) {
      pairs.append(
        DuplicatePair(
          Int32(PackedPair.first(pair)), Int32(PackedPair.second(pair)), method: method,
          similarity: Float(similarity)))
    }
    if methods.contains(.minhash), plain.jaccard >= minhashFloor { add(.minhash, plain.jaccard) }
    if methods.contains(.containment), plain.containment >= containmentFloor,
      mayContain(min(plain.first, plain.second), in: max(plain.first, plain.second))
    {
      add(.containment, plain.containment)
    }
    if lists, methods.contains(.masked), let masked, masked.jaccard >= maskedFloor,
      masked.jaccard > plain.jaccard
    {
      add(.masked, masked.jaccard)
    }
  }
}
