import AssayGeneration
import AssayJudging
import AssayModel
import AssayStore

/// The first request of a run: the model fills in the grid of attributes.
final class GridStep {
  /// What is kept of it.
  private struct Kept: Codable {
    var grid: AttributeGrid
  }

  private let asked: CheckRequest?
  /// Of the request; empty: there is none.
  let hash: [UInt8]
  /// nil: it has not come.
  private(set) var grid: AttributeGrid?
  private(set) var problems: [String] = []
  /// Whether it has come and is not on disk.
  var hasNews = false

  /// - Parameter kept: what an earlier process got; nil: nothing.
  init(_ material: GenerationMaterial, _ bench: GenerationBench, kept: String?) throws {
    guard material.drawsAttributes else {
      (asked, hash) = (nil, [])
      return
    }
    let seeds = try material.sources.shown(
      material.seeds.deal(max(5, material.order.seedsPerCall), number: 1, rotation: 0))
    let request = CheckRequest(
      model: material.order.model,
      request: AttributeGrid.request(
        task: material.task, seeds: seeds, seed: material.order.seed, secret: bench.secret))
    asked = request
    hash = try bench.hash(request)
    if let kept { grid = try KeptJSON.value(Kept.self, kept).grid }
  }

  var isNeeded: Bool { asked != nil && grid == nil }

  /// What is to be sent; nil: the answer was on disk.
  func request(_ workspace: Workspace) throws -> CheckRequest? {
    if let stored = try workspace.answers([hash])[hash] {
      take(.success(stored.answer))
      return nil
    }
    return asked
  }

  func take(_ result: Result<ChatAnswer, ChatProblem>) {
    switch result {
    case .success(let answer): (grid, problems) = AttributeGrid.parse(answer)
    case .failure(let problem):
      grid = .fallback
      problems = ["the model gave no attributes to vary (\(problem.message)); the built-in ones are used"]
    }
    hasNews = true
  }

  /// JSON.
  var kept: String {
    get throws { try KeptJSON.text(Kept(grid: grid ?? .fallback)) }
  }

  /// For showing.
  var shown: CheckRequest? { asked }
}
