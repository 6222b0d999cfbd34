import AssayGeneration
import AssayModel
import AssayStore

/// Adds up what a run would ask for, as if every call brought all that it asks for.
struct GenerationEstimateMaker {
  /// What goes to one endpoint.
  private struct Share {
    var requests = 0.0
    var tokensIn = 0.0
    var tokensOut = 0.0
  }

  private let options: GenerationRun.Options
  private let bench: GenerationBench
  private var material: GenerationMaterial
  private let grid: GridStep
  private var shares: [String: Share] = [:]
  private var shown: [CheckRequest] = []
  private var calls = 0.0
  private var checks = 0.0

  /// Calls that are made to see how long they are; more are scaled up.
  private static let sample = 24

  init(workspace: Workspace, options: GenerationRun.Options) throws {
    self.options = options
    material = try GenerationMaterial(workspace: workspace, options: options)
    bench = GenerationBench(material, options, secret: try workspace.secret())
    grid = try GridStep(material, bench, kept: nil)
  }

  func estimate(first: Int) throws -> GenerationEstimate {
    var copy = self
    return try copy.make(first)
  }

  private mutating func make(_ first: Int) throws -> GenerationEstimate {
    let plan = material.plan
    if let request = grid.shown {
      add(request, tokensOut: 300, times: 1)
      calls += 1
      shown.append(request)
    }
    let unfillable = Set(material.unfillable(plan.quotas))
    let fillable = QuotaPlan(quotas: plan.quotas.filter { !unfillable.contains($0) })
    let maker = CallMaker(
      order: options.order, fields: material.fields, promptVersion: material.prompt.version, run: RunID(0))
    let profiles = material.drawsAttributes ? AttributeGrid.fallback : nil
    var records: [ChainRecord] = []
    // As a run deals them: there may be fewer parents than a call has room for.
    var pending: [Quota] = []
    var isAll = true
    while let quotas = fillable.asks(perCall: options.order.perCall, pending: pending, limit: 1).first {
      isAll = records.count < Self.sample
      if !isAll { break }
      var avoided: [String] = []
      let record = try maker.call(
        records.count + 1, quotas: quotas, material: &material, rotation: 0, grid: profiles
      ) { count, shown in
        avoided = (0..<count).map { shown.isEmpty ? Self.usualText : shown[$0 % shown.count] }
        return []
      }
      guard var record, !record.asked.isEmpty else { break }
      pending += record.asked
      // The first request is shown as it is sent, the sum is that of what is sent on the way.
      if shown.count < first, let request = try? bench.request(record.call) { shown.append(request) }
      if !records.isEmpty || material.beginning.known > 0 { record.call.avoid = avoided }
      if material.drawsAttributes {
        record.call.attributes = Self.usualGrid.draw(record.call.count, seed: record.call.seed)
      }
      records.append(record)
    }
    let asked = pending.reduce(0) { $0 + $1.wanted }
    let times = isAll || asked == 0 ? 1 : Double(fillable.missing) / Double(asked)
    for record in records { add(record, times: times) }
    return finish(plan, first)
  }

  private static let usualText = String(repeating: "word ", count: 25)

  /// As long as what models fill in: they may use eight words for a value.
  private static let usualGrid = AttributeGrid(
    attributes: AttributeGrid.standard.map { name, _ in
      AttributeGrid.Attribute(name: name, values: ["some words that say which"])
    })

  // MARK: Adding

  private mutating func add(_ record: ChainRecord, times: Double) {
    for request in StudentSaid.requests(record, bench) {
      checks += times
      add(request, tokensOut: 12 * record.call.parents.count, times: times)
    }
    var level = [record.call]
    var examples: [GeneratedExample] = []
    while !level.isEmpty {
      var next: [GenerationCall] = []
      for call in level {
        let made = Self.examples(of: call, asked: record.asked)
        calls += times
        if let request = try? bench.request(call) {
          add(request, tokensOut: Self.tokens(of: made), times: times)
        }
        if call.isLast { examples += made } else { next += call.following(made, from: call.number) }
      }
      level = next
    }
    for check in options.checks {
      for request in check.requests(examples.map(bench.signed), secret: bench.secret) {
        checks += times
        add(request, tokensOut: min(request.request.maxTokens ?? 200, 64 + 12 * examples.count), times: times)
      }
    }
  }

  private mutating func add(_ request: CheckRequest, tokensOut: Int, times: Double) {
    var share = shares[request.model] ?? Share()
    share.requests += times
    share.tokensIn += times * Double(TokenEstimate.expected(in: request.request))
    // An answer is cut off where the endpoint's limit is, and so is what is paid for.
    let most = (try? bench.endpoint(request.model))?.maxTokens(for: request.request) ?? .max
    share.tokensOut += times * Double(min(tokensOut, most))
    shares[request.model] = share
  }

  /// What a call would bring: as long as what it shows, of what it asks for.
  private static func examples(of call: GenerationCall, asked: [Quota]) -> [GeneratedExample] {
    let shown = call.parents.isEmpty ? call.seeds : call.parents
    let usual = [TextField(name: call.fields.first ?? "text", text: usualText)]
    let labels = asked.flatMap { Array(repeating: ($0.label, $0.difficulty), count: $0.wanted) }
    return (0..<call.count).map { place in
      let model = shown.isEmpty ? nil : shown[place % shown.count]
      var example = GeneratedExample(fields: model?.fields ?? usual)
      example.label = place < labels.count ? labels[place].0 ?? model?.label : model?.label
      example.difficulty = place < labels.count ? labels[place].1 : nil
      example.provenance.parent = model?.key
      // A translator finds out where the way back leads to; any language is as long.
      if call.technique == .backTranslation { example.metadata[MetadataKey.language] = "en" }
      return example
    }
  }

  /// The texts, and about twenty tokens of form for each.
  private static func tokens(of examples: [GeneratedExample]) -> Int {
    examples.reduce(12) { sum, example in
      example.fields.reduce(sum + 20) { $0 + TokenEstimate.tokens(in: $1.text) }
    }
  }

  // MARK: The sum

  private func finish(_ plan: QuotaPlan, _ first: Int) -> GenerationEstimate {
    var estimate = GenerationEstimate()
    estimate.calls = Int(calls.rounded())
    estimate.checks = Int(checks.rounded())
    estimate.quotas = plan.quotas
    estimate.seeds = material.seeds.count
    estimate.parents = material.parents.count
    estimate.first = Array(shown.prefix(max(0, first)))
    estimate.warnings = material.warnings
    estimate.cost = 0
    for (name, share) in shares.sorted(by: { $0.key < $1.key }) {
      let (tokensIn, tokensOut) = (Int(share.tokensIn.rounded()), Int(share.tokensOut.rounded()))
      estimate.tokensIn += tokensIn
      estimate.tokensOut += tokensOut
      guard let endpoint = try? bench.endpoint(name) else { continue }
      let cost =
        endpoint.dialect == .recorded
        ? 0 : ChatPrice.cost(tokensIn: tokensIn, tokensOut: tokensOut, at: endpoint)
      estimate.cost = estimate.cost.flatMap { sum in cost.map { sum + $0 } }
      // Endpoints work side by side.
      let seconds = Self.seconds(endpoint, requests: share.requests, tokens: tokensIn + tokensOut)
      if let seconds { estimate.seconds = max(seconds, estimate.seconds ?? 0) }
    }
    return estimate
  }

  private static func seconds(_ endpoint: ModelEndpoint, requests: Double, tokens: Int) -> Double? {
    let times = [
      endpoint.requestsPerMinute.map { requests / $0 * 60 },
      endpoint.tokensPerMinute.map { Double(tokens) / $0 * 60 },
    ]
    return times.compactMap { $0 }.filter(\.isFinite).max()
  }
}
