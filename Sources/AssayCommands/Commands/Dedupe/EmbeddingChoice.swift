import AssayEmbedding
import AssayEngine
import AssayGeneration
import AssayModel
import AssayProviders

/// Which model makes the vectors of a search.
struct EmbeddingChoice: Sendable {
  /// What stands in for a model by this name: words without meanings.
  static let hashed = "hashed"

  /// A model that is installed, an endpoint, or ``hashed``; nil: the best that is there.
  var name: String?
  var endpoints: [ModelEndpoint] = []
  /// The endpoints that judge or write: chat models, which make no vectors.
  var judges: Set<String> = []
  /// Whether hashed n-grams may stand in when there is no model: only when somebody asked for the method by name.
  var asksForHashed = false
  /// Whether an endpoint may be asked, which may cost money.
  var mayAskEndpoints = true

  /// Why no model is taken at all, whatever there is; nil: one is.
  var omission: String?

  /// What was chosen.
  enum Model {
    case model(any EmbeddingModel)
    case hashed
    /// The method is left out, for this reason.
    case none(String)
  }

  /// - Throws: ``CommandFailure`` for a name that means nothing; whatever is wrong with a model's files or address.
  func model(_ library: ModelLibrary, cancellation: Cancellation) throws -> Model {
    if let omission { return .none(omission) }
    guard let name else { return try best(library, cancellation) }
    if name == Self.hashed { return .hashed }
    if let endpoint = endpoints.first(where: { $0.name == name }) {
      guard endpoint.dialect == .openAI else {
        throw CommandFailure(
          "[models.\(name)] has protocol = \"\(endpoint.dialect.rawValue)\", which makes no vectors; only \"openai\" does"
        )
      }
      return try ask(endpoint, cancellation)
    }
    if KnownModels.named(name)?.family != nil {
      throw CommandFailure(
        "\(name) is a chat model, which makes no vectors; assay models shows those that have dimensions")
    }
    switch library.state(of: name) {
    case .installed: return .model(try library.model(named: name))
    case .damaged(let file):
      throw CommandFailure("the model \(name) is damaged (\(file)): assay models fetch \(name) gets it again")
    case .missing:
      let names = endpoints.map(\.name) + library.installed() + [Self.hashed]
      throw CommandFailure(
        "there is no model \"\(name)\"\(Spelling.hint(for: name, among: names)); assay models shows those that can be fetched"
      )
    }
  }

  /// The endpoint that would be asked; nil: none, or nothing at all.
  func endpoint(_ library: ModelLibrary) -> ModelEndpoint? {
    guard omission == nil, mayAskEndpoints else { return nil }
    let able = endpoints.filter { $0.dialect == .openAI }
    if let name { return able.first { $0.name == name } }
    return library.installed().isEmpty ? able.first { !judges.contains($0.name) } : nil
  }

  private func best(_ library: ModelLibrary, _ cancellation: Cancellation) throws -> Model {
    if let model = try library.best() { return .model(model) }
    // Unasked only one that could make vectors, and is not there for words.
    if let endpoint = endpoints.first(where: { $0.dialect == .openAI && !judges.contains($0.name) }) {
      return try ask(endpoint, cancellation)
    }
    return asksForHashed ? .hashed : .none("no embedding model is installed: assay models fetch gets one")
  }

  private func ask(_ endpoint: ModelEndpoint, _ cancellation: Cancellation) throws -> Model {
    guard mayAskEndpoints else {
      return .none("the endpoint \(endpoint.name) is asked by assay dedupe only, since that may cost money")
    }
    return .model(try EndpointEmbeddingModel(endpoint, isCancelled: { cancellation.isCancelled }))
  }
}

extension EmbeddingChoice {
  /// The model that measures how varied a run's texts are: that of the search for near duplicates, as far as it is on
  /// this computer.
  ///
  /// - Parameter writers: endpoints that write the texts, besides ``judges``.
  init(measuringFor task: TaskSpecification, writers: [ModelEndpoint]) {
    self.init(
      name: task.duplicates.embedding, endpoints: task.models,
      judges: task.wordModels.union(writers.map(\.name)), mayAskEndpoints: false)
  }

  /// Opens it. A model that cannot be used is a reason to measure on n-grams, and none to generate nothing.
  func measuring(_ library: ModelLibrary) -> MeasuringModel {
    do {
      switch try model(library, cancellation: Cancellation()) {
      case .model(let model): return .model(model)
      case .hashed: return .none("[duplicates] names \"\(Self.hashed)\"")
      case .none: break
      }
      let endpoint = name ?? endpoints.first { $0.dialect == .openAI && !judges.contains($0.name) }?.name
      return .none(
        endpoint.map { "the endpoint \($0) is not asked while a run goes on" }
          ?? "no embedding model is installed: assay models fetch gets one")
    } catch let problem as EmbeddingProblem {
      return .none(DedupeReport.sentence(problem))
    } catch {
      return .none("\(error)")
    }
  }
}
