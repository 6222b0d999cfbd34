import AssayCalibration
import AssayModel
import AssayWorkbench

/// The calibration of a workspace in memory: reads at once, opens as the workspace does.
struct MemoryCalibration {
  var rules: [KeepRuleVersion] = []
  var openings: [TestOpening] = []
  var history: [Measurement] = []
  /// The split of each example; others go round: dev, test, few-shot.
  var splits: [ExampleID: Split] = [:]
  /// The chance with which an example was drawn.
  var probabilities: [ExampleID: Double] = [:]
  var excluded: Set<ExampleID> = []
  /// What the judge has scored besides the examples; none: the examples.
  var population: ScoredPopulation?

  mutating func run(_ effect: Effect, _ state: AppState, _ host: MemoryHost) -> [Action] {
    switch effect {
    case .readCalibration(let request): return read(request, state, host)
    case .measureCalibration(let choice, let number):
      guard let data = state.calibration.data else { return [] }
      let picture = CalibrationPicture(
        data, choice: choice, task: state.task, rule: state.keepRule, now: state.now,
        earlier: state.calibration.picture)
      return [.calibrationMeasured(picture, number: number)]
    case .fitRule(let kind, let number):
      let rows = state.calibration.data?.set.rows(in: .dev) ?? []
      return [
        .ruleFitted(ThresholdChoice(rows: rows, incumbent: state.keepRule, repeats: 2), kind, number: number)
      ]
    case .writeRule(let rule, let judge, let note, let figures):
      if host.isDiskFull { return [.saveFailed("the disk is full")] }
      if let figures { history.append(figures) }
      let version = KeepRuleVersion(
        id: Int64(rules.count) + 1, judge: judge, rule: rule, author: state.reviewer, at: state.now,
        note: note)
      rules.append(version)
      return [.ruleWritten(version)]
    case .addMeasurement(let figures):
      history.append(figures)
      return []
    case .readMargins(let judge, let rule):
      let values = host.examples.map { example in
        rule.margin(host.judgements[example.id]?.first?.values ?? [:]).map { Float($0) } ?? .nan
      }
      return [.marginsRead(ScoreMargins(judge: judge, rule: rule, values: values))]
    default: return []
    }
  }

  private mutating func read(_ request: CalibrationRequest, _ state: AppState, _ host: MemoryHost) -> [Action]
  {
    guard let judge = state.workspace.judges.first(where: { $0.id == request.judge }) else {
      return [.calibrationFailed("there is no such judge", number: request.number)]
    }
    var isOpen = request.opensTest
    let open = rows(request, judge, state, host, opensTest: true)
    let test = SetHash.of(open.filter { $0.split == .test && $0.exclusion == nil })
    if request.opensTest {
      openings.append(
        TestOpening(
          setHash: test, judge: judge.id, author: state.reviewer, at: state.now, purpose: "calibration screen"
        ))
    } else {
      isOpen = request.openSet == test
    }
    let data = CalibrationData(
      judge: judge, definition: nil,
      set: CalibrationSet(rows: isOpen ? open : rows(request, judge, state, host, opensTest: false)),
      isTestOpen: isOpen, population: population ?? everything(judge, host),
      rule: rules.last { $0.judge == judge.id }, openings: openings, history: history)
    let picture = CalibrationPicture(
      data, choice: state.calibration.choice, task: state.task, rule: state.keepRule, now: state.now,
      columns: host.columns)
    return [.calibrationRead(data, picture, request)]
  }

  private func rows(
    _ request: CalibrationRequest, _ judge: JudgeVersion, _ state: AppState, _ host: MemoryHost,
    opensTest: Bool
  ) -> [CalibrationRow] {
    let probes = Set(host.probes.filter { $0.fault != nil }.map(\.example))
    let truths = HumanTruths(DecisionLog(host.decisions), reviewer: request.reviewer) { probes.contains($0) }
    return truths.truths.map { truth in
      let example = host.examples[Int(truth.example.rawValue) - 1]
      let split = splits[truth.example] ?? [.fewShot, .dev, .test][Int(truth.example.rawValue) % 3]
      let judgement = host.judgements[truth.example]?.first { $0.judge == judge.name }
      return CalibrationRow(
        truth: truth, key: example.key, label: truth.label ?? example.label, batch: example.batch,
        split: split,
        group: truth.example, exclusion: excluded.contains(truth.example) ? .duplicateOfAnotherSplit : nil,
        probability: probabilities[truth.example],
        scores: split == .test && !opensTest ? [:] : judgement?.values ?? [:], reason: judgement?.reason)
    }
  }

  private func everything(_ judge: JudgeVersion, _ host: MemoryHost) -> ScoredPopulation {
    let scored = host.examples.filter { host.judgements[$0.id]?.contains { $0.judge == judge.name } == true }
    var scores: [String: [Float]] = [:]
    for name in judge.dimensions {
      scores[name] = scored.map { example in
        host.judgements[example.id]?.first { $0.judge == judge.name }?.values[name].map { Float($0) } ?? .nan
      }
    }
    return ScoredPopulation(examples: scored.map { Int32($0.id.rawValue) }, scores: scores)
  }
}
