import AssayModel

/// Which pairs are edges: the methods that count, with their thresholds, by the code of the method.
struct DuplicateCut: Sendable {
  /// Infinite for a method that does not count.
  private let thresholds: [Float]
  /// As they were given, to be told to the person.
  private let given: [Double]
  let countsCopies: Bool

  init(thresholds: [DuplicateMethod: Double], methods: Set<DuplicateMethod>) {
    given = DuplicateEdge.Code.allCases.map { code in
      guard let method = code.method else { return 0 }
      return method == .exact ? 1 : thresholds[method] ?? method.defaultThreshold
    }
    // A threshold that is no number lets nothing through.
    self.thresholds = zip(DuplicateEdge.Code.allCases, given).map { code, threshold in
      guard let method = code.method, methods.contains(method) else { return .infinity }
      return Float(threshold)
    }
    countsCopies = methods.contains(.exact)
  }

  @inline(__always)
  func admits(_ neighbour: DuplicateGraph.Neighbour) -> Bool {
    neighbour.similarity >= thresholds[Int(neighbour.code.rawValue)]
  }

  func counts(_ code: DuplicateEdge.Code) -> Bool { thresholds[Int(code.rawValue)] < .infinity }

  func threshold(_ code: DuplicateEdge.Code) -> Double { given[Int(code.rawValue)] }
}
