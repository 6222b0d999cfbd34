import AssayModel

/// Everything that a judge has scored, ready to be counted under one rule after the other.
struct ScannedPopulation: Sendable {
  /// In alphabetical order.
  private let dimensions: [String]
  private let count: Int
  /// nil: too many different combinations of scores; then ``flat`` has them all.
  private let cells: ScoreCells?
  /// Column after column.
  private let flat: [Float]
  /// Of each column of ``flat`` whether every example has a score.
  private let isComplete: [Bool]
  /// The largest score, without its sign.
  private let largest: Float

  init(_ population: ScoredPopulation) {
    let dimensions = population.scores.keys.sorted()
    let columns = dimensions.map { population.scores[$0, default: []] }
    let count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "a score of each dimension for each example")
    (self.dimensions, self.count) = (dimensions, count)
    cells = ScoreCells(columns)
    flat = cells == nil ? Array(columns.joined()) : []
    isComplete = cells == nil ? columns.map { column in !column.contains(where: \.isNaN) } : []
    largest = flat.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
  }

  /// How many the rule keeps, and of how many it can say something.
  func count(_ rule: KeepRule) -> (kept: Int, scored: Int) {
    let form = RuleForm(rule, dimensions: dimensions)
    if form.isUndecidable || count == 0 { return (0, 0) }
    if let cells { return Self.count(cells, form, columns: dimensions.count) }
    if let minimums = form.minimums { return count(minimums) }
    if let inequality = form.inequality(columns: dimensions.count) {
      let isWhole = inequality.places.allSatisfy { isComplete[$0] }
      return isWhole ? countWhole(inequality, form) : count(inequality, form)
    }
    return countOneByOne(0..<count, form)
  }

  private static func count(_ cells: ScoreCells, _ form: RuleForm, columns: Int) -> (kept: Int, scored: Int) {
    var (kept, scored) = (0, 0)
    cells.values.withUnsafeBufferPointer { values in
      for (cell, times) in cells.counts.enumerated() {
        let own = UnsafeBufferPointer(rebasing: values[cell * columns..<(cell + 1) * columns])
        guard let isKept = form.keeps(own) else { continue }
        scored += times
        if isKept { kept += times }
      }
    }
    return (kept, scored)
  }

  private func countOneByOne(_ examples: Range<Int>, _ form: RuleForm) -> (kept: Int, scored: Int) {
    var (kept, scored) = (0, 0)
    var vector = [Double](repeating: 0, count: dimensions.count)
    for example in examples {
      for column in vector.indices { vector[column] = ScoredPopulation.exact(flat[column * count + example]) }
      guard let isKept = vector.withUnsafeBufferPointer(form.keeps) else { continue }
      scored += 1
      if isKept { kept += 1 }
    }
    return (kept, scored)
  }

  // MARK: Eight at a time

  private typealias Eight = SIMD8<Float>
  private static let width = 8

  /// Rounding to single precision keeps the order, so that one comparison in single precision is exact once it is known
  /// on which side the threshold itself falls.
  private func count(_ minimums: [(place: Int, least: Double)]) -> (kept: Int, scored: Int) {
    let isWhole = minimums.allSatisfy { isComplete[$0.place] }
    let bounds = minimums.map { minimum -> (offset: Int, least: Float) in
      let near = Float(minimum.least)
      let isOver = ScoredPopulation.exact(near) >= minimum.least
      return (minimum.place * count, isOver ? near : near.nextUp)
    }
    var (kept, scored) = (SIMD8<Int32>.zero, SIMD8<Int32>.zero)
    let whole = count - count % Self.width
    var rest = (kept: 0, scored: 0)
    flat.withUnsafeBufferPointer { flat in
      let base = UnsafeRawPointer(flat.baseAddress!)
      for start in stride(from: 0, to: whole, by: Self.width) {
        var isKept = SIMDMask<SIMD8<Int32>>(repeating: true)
        var isThere = isKept
        for bound in bounds {
          let scores = (base + 4 * (bound.offset + start)).loadUnaligned(as: Eight.self)
          isKept .&= scores .>= bound.least
          if !isWhole { isThere .&= scores .== scores }
        }
        kept &+= SIMD8<Int32>.one.replacing(with: 0, where: .!isKept)
        scored &+= SIMD8<Int32>.one.replacing(with: 0, where: .!isThere)
      }
      for example in whole..<count {
        let scores = bounds.map { flat[$0.offset + example] }
        if scores.contains(where: \.isNaN) { continue }
        rest.scored += 1
        if zip(scores, bounds).allSatisfy({ $0 >= $1.least }) { rest.kept += 1 }
      }
    }
    return (Int(kept.wrappedSum()) + rest.kept, Int(scored.wrappedSum()) + rest.scored)
  }

  /// The same as ``count(_:_:)`` where no score is missing, in half of the time.
  private func countWhole(_ rule: RuleForm.Inequality, _ form: RuleForm) -> (kept: Int, scored: Int) {
    let terms = zip(rule.places, rule.weights).map { (offset: $0 * count, weight: Float($1)) }
    let bound = Float(rule.bound + rule.each * Double(terms.count))
    let (low, high) = (Eight(repeating: bound - margin(rule)), Eight(repeating: bound + margin(rule)))
    // A bound or margin that is no number decides nothing.
    guard low[0].isFinite, high[0].isFinite else { return countOneByOne(0..<count, form) }
    var kept = SIMD8<Int32>.zero
    var near: [Int] = []
    let whole = count - count % Self.width
    flat.withUnsafeBufferPointer { flat in
      let base = UnsafeRawPointer(flat.baseAddress!)
      for start in stride(from: 0, to: whole, by: Self.width) {
        var sum = Eight.zero
        for term in terms {
          sum += (base + 4 * (term.offset + start)).loadUnaligned(as: Eight.self) * term.weight
        }
        let isOver = sum .> high
        let isNear = .!(isOver .| (sum .< low))
        kept &+= SIMD8<Int32>.zero.replacing(with: 1, where: isOver)
        if any(isNear) { near += (0..<Self.width).filter { isNear[$0] }.map { start + $0 } }
      }
    }
    var result = (kept: Int(kept.wrappedSum()), scored: whole - near.count)
    for examples in near.map({ $0..<$0 + 1 }) + [whole..<count] {
      let more = countOneByOne(examples, form)
      result.kept += more.kept
      result.scored += more.scored
    }
    return result
  }

  /// How far single precision may be off.
  private func margin(_ rule: RuleForm.Inequality) -> Float {
    let terms = Float(rule.weights.count)
    let size =
      rule.weights.reduce(0) { $0 + abs(Float($1)) } * largest + abs(Float(rule.bound)) + abs(
        Float(rule.each)) * terms
    return max(1e-5, 2e-7 * terms) * size
  }

  /// Decides in single precision what is farther from the bound than rounding can bring it, and the rest one by one.
  private func count(_ rule: RuleForm.Inequality, _ form: RuleForm) -> (kept: Int, scored: Int) {
    let terms = zip(rule.places, rule.weights).map { (offset: $0 * count, weight: Float($1)) }
    let (bound, each) = (Float(rule.bound), Float(rule.each))
    let margin = Eight(repeating: margin(rule))
    let most = Eight(repeating: rule.needsAll ? Float(terms.count) : 1)
    var (kept, scored) = (SIMD8<Int32>.zero, SIMD8<Int32>.zero)
    var near: [Int] = []
    let whole = count - count % Self.width
    flat.withUnsafeBufferPointer { flat in
      let base = UnsafeRawPointer(flat.baseAddress!)
      for start in stride(from: 0, to: whole, by: Self.width) {
        var (sum, present) = (Eight.zero, Eight.zero)
        for term in terms {
          let scores = (base + 4 * (term.offset + start)).loadUnaligned(as: Eight.self)
          let isThere = scores .== scores
          sum += Eight.zero.replacing(with: scores, where: isThere) * term.weight
          present += Eight.zero.replacing(with: 1, where: isThere)
        }
        let distance = sum - (bound + each * present)
        let isDecided = present .>= most
        // Not "within": a distance that is no number is near as well.
        let isFar = (distance .> margin) .| (distance .< -margin)
        let counts = isDecided .& isFar
        scored &+= SIMD8<Int32>.zero.replacing(with: 1, where: counts)
        kept &+= SIMD8<Int32>.zero.replacing(with: 1, where: counts .& (distance .> 0))
        let isNear = isDecided .& .!isFar
        if any(isNear) { near += (0..<Self.width).filter { isNear[$0] }.map { start + $0 } }
      }
    }
    var result = (kept: Int(kept.wrappedSum()), scored: Int(scored.wrappedSum()))
    let rest = near.map { $0..<$0 + 1 } + [whole..<count]
    for examples in rest {
      let more = countOneByOne(examples, form)
      result.kept += more.kept
      result.scored += more.scored
    }
    return result
  }
}
