import AssayModel
import AssayStatistics

/// The examples on which two judge versions differ: one keeps what the other drops.
public struct VersionContrast: Hashable, Sendable {
  /// An example that only one of them keeps.
  public struct Case: Hashable, Sendable {
    public var example: ExampleID
    /// Whether the second version keeps it; the first does the opposite.
    public var secondKeeps: Bool
    /// nil: nobody has decided it.
    public var human: Verdict?
    /// nil: it is in no split.
    public var split: Split?
    public init(example: ExampleID, secondKeeps: Bool, human: Verdict?, split: Split?) {
      self.example = example
      self.secondKeeps = secondKeeps
      self.human = human
      self.split = split
    }

    /// Whether the second version is right where the first is wrong; nil: nobody has decided.
    public var isSecondRight: Bool? { human.map { ($0 == .accept) == secondKeeps } }
  }

  public var first: JudgeID
  public var second: JudgeID
  /// Those with a human verdict first, then in the order of import.
  public var cases: [Case]
  /// Examples that both have scored.
  public var compared: Int
  /// Examples of the test split on which they may differ: sealed, and in none of the other figures.
  public var sealed: Int

  public init(first: JudgeID, second: JudgeID, cases: [Case], compared: Int, sealed: Int) {
    self.first = first
    self.second = second
    self.cases = cases
    self.compared = compared
    self.sealed = sealed
  }

  /// Compares two judges on everything that both have scored. Rows of the test split are left out.
  public init(
    first: CalibrationData, second: CalibrationData, firstRule: KeepRule, secondRule: KeepRule
  ) {
    var truths: [ExampleID: CalibrationRow] = [:]
    for row in first.set.rows { truths[row.example] = row }
    let one = Verdicts(first.population, firstRule)
    let other = Verdicts(second.population, secondRule)
    var cases: [Case] = []
    var (compared, sealed) = (0, 0)
    var place = 0
    for (index, example) in one.examples.enumerated() {
      while place < other.examples.count, other.examples[place] < example { place += 1 }
      guard place < other.examples.count, other.examples[place] == example,
        let keeps = one.keeps[index], let otherKeeps = other.keeps[place]
      else { continue }
      let id = ExampleID(Int64(example))
      let row = truths[id]
      if row?.split == .test {
        sealed += 1
        continue
      }
      compared += 1
      guard keeps != otherKeeps else { continue }
      cases.append(
        Case(example: id, secondKeeps: otherKeeps, human: row?.truth.verdict, split: row?.split))
    }
    cases.sort { ($0.human == nil ? 1 : 0, $0.example) < ($1.human == nil ? 1 : 0, $1.example) }
    self.init(
      first: first.judge.id, second: second.judge.id, cases: cases, compared: compared, sealed: sealed)
  }

  /// Only the first, or only the second, agrees with the person, on the dev split: what rules and prompts are chosen
  /// on.
  public var onDev: McNemar {
    let dev = cases.filter { $0.split == .dev }.compactMap(\.isSecondRight)
    return McNemar(onlyFirst: dev.count { !$0 }, onlySecond: dev.count { $0 })
  }

  public var secondKeeps: Int { cases.count { $0.secondKeeps } }
  public var firstKeeps: Int { cases.count - secondKeeps }
}

/// What a rule makes of a population.
private struct Verdicts {
  /// Ascending.
  let examples: [Int32]
  /// nil: a score that the rule asks for is missing.
  let keeps: [Bool?]

  init(_ population: ScoredPopulation, _ rule: KeepRule) {
    let names = population.scores.keys.sorted()
    let columns = names.map { population.scores[$0, default: []] }
    let form = RuleForm(rule, dimensions: names)
    var vector = [Double](repeating: .nan, count: names.count)
    let verdicts = population.examples.indices.map { index -> Bool? in
      for (place, column) in columns.enumerated() { vector[place] = ScoredPopulation.exact(column[index]) }
      return vector.withUnsafeBufferPointer { form.keeps($0) }
    }
    let isSorted = zip(population.examples, population.examples.dropFirst()).allSatisfy { $0 < $1 }
    let order =
      isSorted
      ? Array(verdicts.indices)
      : verdicts.indices.sorted { population.examples[$0] < population.examples[$1] }
    examples = order.map { population.examples[$0] }
    keeps = order.map { verdicts[$0] }
  }
}
