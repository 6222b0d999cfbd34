import AssayCalibration
import AssayModel
import AssayStatistics

// What the calibration screen has read, and when it reads it again.

/// Milliseconds between two readings while decisions or scores come in; three times as long as reading took where that
/// is more, so that a large workspace is not read all the time.
private let readPause: Int64 = 1_000

/// Asks for the data when the screen is in sight and they are not there or old.
func refreshCalibration(_ state: inout AppState) -> [Effect] {
  guard state.screen == .calibration, let judge = state.judge?.id else { return [] }
  let calibration = state.calibration
  let wanted = CalibrationRequest(
    judge: judge, reviewer: calibration.choice.reviewer, number: calibration.requestNumber)
  let isOther = calibration.asked?.judge != judge || calibration.asked?.reviewer != wanted.reviewer
  let isDue =
    calibration.isStale && !calibration.isReading
    && state.now - calibration.readAt >= max(readPause, 4 * calibration.readTime)
  guard isOther || isDue else { return [] }
  return ask(wanted, &state)
}

/// Asks for the data; whatever was awaited before is passed over.
private func ask(_ request: CalibrationRequest, _ state: inout AppState) -> [Effect] {
  state.calibration.requestNumber += 1
  var request = request
  request.number = state.calibration.requestNumber
  let isSame =
    state.calibration.asked?.judge == request.judge && state.calibration.asked?.reviewer == request.reviewer
  request.openSet = isSame && !request.opensTest ? state.calibration.openSet : nil
  if state.calibration.asked?.judge != request.judge {
    // Another judge's figures and rules are no figures of this one.
    (state.calibration.data, state.calibration.picture) = (nil, nil)
    (state.calibration.draft, state.calibration.trial) = (nil, nil)
    (state.calibration.drafts, state.calibration.isFitting, state.calibration.fit) = ([:], false, nil)
  }
  state.calibration.asked = request
  state.calibration.isReading = true
  state.calibration.isStale = false
  state.calibration.problem = nil
  state.calibration.readAt = state.now
  return [.readCalibration(request)]
}

/// Opens the test split: the request writes it down before it reads anything.
func openTest(_ state: inout AppState) -> [Effect] {
  guard let judge = state.judge?.id else { return [] }
  // What is read is measured on the test split at once.
  state.calibration.choice.rows = .test
  return ask(
    CalibrationRequest(judge: judge, reviewer: state.calibration.choice.reviewer, opensTest: true, number: 0),
    &state)
}

func didReadCalibration(
  _ data: CalibrationData, _ picture: CalibrationPicture, _ request: CalibrationRequest,
  _ state: inout AppState
) -> [Effect] {
  guard request.number == state.calibration.requestNumber else { return [] }
  state.calibration.isReading = false
  state.calibration.readTime = state.now - state.calibration.readAt
  state.calibration.data = data
  state.calibration.openSet = data.isTestOpen ? SetHash.of(data.set.rows(in: .test)) : nil
  if request.opensTest {
    state.calibration.pane = .matrix
    // What is shown of test is the rule in force.
    (state.calibration.draft, state.calibration.trial) = (nil, nil)
    let count = data.openings.count
    state.message = Message(
      .info, "The test split is open; it has been opened \(timesText(count)), all judges together")
  } else if state.calibration.choice.rows == .test, !data.isTestOpen {
    state.calibration.choice.rows = .dev
    state.message = Message(.info, "The test set has changed and is sealed again")
  }
  guard picture.choice == state.calibration.choice else { return measure(&state) }
  take(picture, &state)
  guard request.opensTest, let figures = measurement(picture.inForce, picture, state) else { return [] }
  state.calibration.data?.history.append(figures)
  return [.addMeasurement(figures)]
}

func didMeasure(_ picture: CalibrationPicture, _ number: Int, _ state: inout AppState) -> [Effect] {
  guard number == state.calibration.requestNumber, picture.choice == state.calibration.choice else {
    return []
  }
  state.calibration.isReading = false
  take(picture, &state)
  return []
}

func didFailCalibration(_ reason: String, _ number: Int, _ state: inout AppState) -> [Effect] {
  guard number == state.calibration.requestNumber else { return [] }
  (state.calibration.isReading, state.calibration.isFitting) = (false, false)
  state.calibration.problem = reason
  if state.calibration.data?.isTestOpen != true, state.calibration.choice.rows == .test {
    state.calibration.choice.rows = .dev
  }
  state.message = Message(.error, reason)
  return []
}

/// Asks for the figures of the chosen examples, from the data that are there.
func measure(_ state: inout AppState) -> [Effect] {
  guard state.calibration.data != nil else { return [] }
  state.calibration.requestNumber += 1
  state.calibration.isReading = true
  return [.measureCalibration(state.calibration.choice, number: state.calibration.requestNumber)]
}

private func take(_ picture: CalibrationPicture, _ state: inout AppState) {
  state.calibration.picture = picture
  if let draft = state.calibration.draft { tryRule(draft, &state) }
  clampCalibrationCursors(&state)
}

/// Shows what a rule does without putting it in force.
func tryRule(_ rule: KeepRule, _ state: inout AppState) {
  guard let picture = state.calibration.picture else { return }
  let isInForce = rule == picture.inForce.rule
  state.calibration.drafts[RuleKind(rule)] = rule
  state.calibration.draft = isInForce ? nil : rule
  state.calibration.trial = isInForce ? nil : picture.trial(of: rule)
}

extension CalibrationPicture {
  public func trial(of rule: KeepRule) -> RuleTrial {
    RuleTrial(rule, scored, scan, subject, learns: choice.rows != .test)
  }
}

func clampCalibrationCursors(_ state: inout AppState) {
  guard let picture = state.calibration.picture else { return }
  let sliders = (state.calibration.draft ?? picture.inForce.rule).sliders(picture.subject.dimensions)
  state.calibration.slider = min(state.calibration.slider, max(0, sliders.count - 1))
  state.calibration.dimension = min(state.calibration.dimension, max(0, picture.dimensions.count - 1))
  let cells =
    picture.dimensions.isEmpty ? 1 : picture.dimensions[state.calibration.dimension].matrix.counts.count
  state.calibration.scoreCell = min(state.calibration.scoreCell, max(0, cells - 1))
}
