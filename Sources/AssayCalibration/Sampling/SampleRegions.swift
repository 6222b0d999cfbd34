import AssayModel

/// The population in cells: score band x label x technique x duplicate kind, and the same without the kind for what has
/// been decided.
struct SampleRegions {
  /// Which cell each example is in, and how many are in each.
  struct Cells {
    var cell: [Int32]
    var sizes: [Int]
  }

  /// Bands of the mean score.
  static let bands = 4

  let strata: Cells
  /// Whether nothing has been decided in the cell of score band, label and technique, for each example.
  let isNew: [Bool]
  /// Whether some examples of its label have been decided, and none rejected.
  let lacksRejected: [Bool]
  private let band: [UInt8]
  private let population: SamplePopulation
  private let knowledge: Sampler.Knowledge

  /// So many decided ones of a label without a rejected one are remarkable.
  private static let enough = 3

  init(_ population: SamplePopulation, _ knowledge: Sampler.Knowledge) {
    self.population = population
    self.knowledge = knowledge
    let band = population.score.map { Self.band($0, knowledge) }
    self.band = band
    strata = Self.cells(population.count) { index in
      Self.key(band[index], population.label[index], population.technique[index])
        | UInt64(population.duplicates[index])
    }
    let labels = Self.numbers(population.labels)
    let techniques = Self.numbers(population.techniques)
    var known: Set<UInt64> = []
    var byLabel: [Int32: (decided: Int, rejected: Int)] = [:]
    for example in knowledge.decided {
      let label = example.label.flatMap { labels[$0] } ?? -1
      let technique = example.technique.flatMap { techniques[$0] } ?? -1
      known.insert(Self.key(Self.band(example.score, knowledge), label, technique))
      byLabel[label, default: (0, 0)].decided += 1
      if example.verdict == .reject { byLabel[label]?.rejected += 1 }
    }
    isNew = population.examples.indices.map {
      !known.isEmpty
        && !known.contains(Self.key(band[$0], population.label[$0], population.technique[$0]))
    }
    let lacking = Set(byLabel.filter { $0.value.decided >= Self.enough && $0.value.rejected == 0 }.keys)
    lacksRejected = population.label.map { $0 >= 0 && lacking.contains($0) }
  }

  /// 0: not judged.
  private static func band(_ score: Float, _ knowledge: Sampler.Knowledge) -> UInt8 {
    guard !score.isNaN else { return 0 }
    let share = (Double(score) - knowledge.scaleStart) / max(knowledge.scaleWidth, 1e-9)
    return UInt8(max(0, min(bands - 1, Int(share * Double(bands))))) + 1
  }

  private static func key(_ band: UInt8, _ label: Int32, _ technique: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: label)) << 32 | UInt64(UInt16(truncatingIfNeeded: technique)) << 16
      | UInt64(band) << 8
  }

  private static func cells(_ count: Int, key: (Int) -> UInt64) -> Cells {
    var numbers: [UInt64: Int32] = [:]
    var cells = Cells(cell: [Int32](repeating: 0, count: count), sizes: [])
    for index in 0..<count {
      let key = key(index)
      let number: Int32
      if let known = numbers[key] {
        number = known
      } else {
        number = Int32(cells.sizes.count)
        numbers[key] = number
        cells.sizes.append(0)
      }
      cells.cell[index] = number
      cells.sizes[Int(number)] += 1
    }
    return cells
  }

  private static func numbers(_ names: [String]) -> [String: Int32] {
    Dictionary(
      names.enumerated().map { ($0.element, Int32($0.offset)) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: For people

  /// "refund, paraphrase, near duplicate".
  func name(at index: Int) -> String {
    let parts = [population.labelName(at: index), population.techniqueName(at: index)].compactMap { $0 }
    let kind = population.duplicates[index] > 0 ? ["has duplicates"] : []
    return (parts + kind).isEmpty ? "its kind" : (parts + kind).joined(separator: ", ")
  }

  /// "2-3"; nil: not judged.
  func band(at index: Int) -> String? {
    guard band[index] > 0 else { return nil }
    let step = knowledge.scaleWidth / Double(Self.bands)
    let low = knowledge.scaleStart + Double(band[index] - 1) * step
    func short(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
    return short(low) + "-" + short(low + step)
  }
}
