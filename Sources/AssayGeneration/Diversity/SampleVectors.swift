import AssayModel

/// The vectors of sampled texts. They are made when a report is taken, and kept while their text is sampled, so that a
/// text costs one embedding at most, and most texts cost none.
struct SampleVectors {
  private(set) var model: MeasuringModel
  private var known: [String: [Float]] = [:]

  init(_ model: MeasuringModel) { self.model = model }

  var basis: VendiBasis {
    switch model {
    case .model(let model): VendiBasis(model: model.identity)
    case .none(let reason): VendiBasis(omission: reason)
    }
  }

  /// A vector for each text; nil: there is no model. One that fails once is not asked again, so that the reports of a
  /// run have one basis from then on.
  mutating func vectors(of texts: [String]) -> [[Float]]? {
    guard case .model(let model) = model else { return nil }
    var seen: Set<String> = []
    let missing = texts.filter { known[$0] == nil && seen.insert($0).inserted }
    do {
      if !missing.isEmpty { try embed(missing, model) }
    } catch {
      self.model = .none("the model \(basis.modelName ?? "") failed: \(error)")
      known = [:]
      return nil
    }
    return texts.compactMap { known[$0] }
  }

  private mutating func embed(_ texts: [String], _ model: any EmbeddingModel) throws {
    let made = try model.embed(texts)
    guard made.count == texts.count, made.dimensions > 0 else {
      throw EmbeddingProblem.countMismatch(model: model.identity, expected: texts.count, found: made.count)
    }
    if let other = known.values.first?.count, other != made.dimensions {
      throw EmbeddingProblem.dimensionsChanged(
        model: model.identity, expected: other, found: made.dimensions)
    }
    if let bad = made.values.firstIndex(where: { !$0.isFinite }) {
      throw EmbeddingProblem.notFinite(model: model.identity, index: bad / made.dimensions)
    }
    for (index, text) in texts.enumerated() {
      known[text] = Array(made.values[index * made.dimensions..<(index + 1) * made.dimensions])
    }
  }

  /// Forgets all but these.
  mutating func keep(_ texts: [String]) {
    guard known.count > texts.count else { return }
    let kept = Set(texts)
    known = known.filter { kept.contains($0.key) }
  }
}
