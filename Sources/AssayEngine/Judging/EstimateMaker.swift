import AssayJudging
import AssayModel
import Foundation

/// Adds up what the questions of a run would take.
struct EstimateMaker {
  /// What goes to one endpoint.
  private struct Share {
    var requests = 0.0
    var tokensIn = 0.0
    var tokensOut = 0.0
  }

  private let desk: AnswerDesk
  private let first: Int
  /// Tokens of an answer; nil: by the form that is asked for.
  var usualAnswer: Int?
  private var seen = 0
  private var cached = 0
  private var shares: [Share]
  private var requests: [JudgeEstimate.First] = []
  private var family: FamilyWarning
  private var warnings: [String] = []

  init(desk: AnswerDesk, first: Int) {
    self.desk = desk
    self.first = first
    shares = Array(repeating: Share(), count: desk.maker.bench.members.count)
    family = FamilyWarning(judges: desk.maker.bench.definition.models)
  }

  mutating func add(_ ids: [ExampleID]) throws {
    let cases = try desk.maker.cases(ids)
    for example in cases {
      if let warning = family.warning(generator: example.generator) { warnings.append(warning) }
    }
    let missing = try desk.advance(desk.turns(cases))
    seen += ids.count
    cached += cases.count - Set(missing.map { ObjectIdentifier($0.example) }).count
    for turn in missing {
      let request = turn.example.dialogues[turn.dialogue].request
      shares[turn.member].requests += 1
      shares[turn.member].tokensIn += Double(TokenEstimate.expected(in: request))
      shares[turn.member].tokensOut += Double(usualAnswer ?? desk.tokensOut(turn))
      if requests.count < first {
        let endpoint = desk.maker.bench.members[turn.member].endpoint
        requests.append(JudgeEstimate.First(endpoint: endpoint, request: request))
      }
    }
  }

  func estimate(examples: Int, isSampled: Bool) -> JudgeEstimate {
    let factor = seen == 0 ? 0 : Double(examples) / Double(seen)
    func whole(_ value: Double) -> Int { Int((value * factor).rounded()) }
    var estimate = JudgeEstimate()
    estimate.examples = examples
    estimate.isSampled = isSampled
    estimate.cached = whole(Double(cached))
    estimate.first = requests
    estimate.warnings = warnings
    estimate.cost = 0
    for (share, member) in zip(shares, desk.maker.bench.members) {
      let (requests, tokensIn, tokensOut) = (
        whole(share.requests), whole(share.tokensIn), whole(share.tokensOut)
      )
      estimate.requests += requests
      estimate.tokensIn += tokensIn
      estimate.tokensOut += tokensOut
      let cost =
        requests == 0 ? 0 : ChatPrice.cost(tokensIn: tokensIn, tokensOut: tokensOut, at: member.endpoint)
      estimate.cost = estimate.cost.flatMap { sum in cost.map { sum + $0 } }
      // Endpoints work side by side.
      let seconds = Self.seconds(member.endpoint, requests: requests, tokens: tokensIn + tokensOut)
      if let seconds { estimate.seconds = max(seconds, estimate.seconds ?? 0) }
    }
    return estimate
  }

  private static func seconds(_ endpoint: ModelEndpoint, requests: Int, tokens: Int) -> Double? {
    let times = [
      endpoint.requestsPerMinute.map { Double(requests) / $0 * 60 },
      endpoint.tokensPerMinute.map { Double(tokens) / $0 * 60 },
    ]
    return times.compactMap { $0 }.filter(\.isFinite).max()
  }
}
