/// Stages that follow one another, from seeds to what people review.
public struct PipelineDefinition: Hashable, Sendable, Codable {
  /// Names the pipeline in its workspace: who begins one of the same name goes on with it.
  public var name: String
  /// What all stages together may spend at most; nil: no limit.
  public var budget: Double?
  /// With the same seed the same choices are left to chance.
  public var seed: UInt64
  /// One at least; their names differ.
  public var stages: [PipelineStage]

  public init(name: String, budget: Double? = nil, seed: UInt64 = 1, stages: [PipelineStage]) {
    self.name = name
    self.budget = budget
    self.seed = seed
    self.stages = stages
  }

  /// The number of the first stage that is another one than in `other`, counted from 0; nil: they do the same as far as
  /// `other` goes.
  public func firstChange(from other: PipelineDefinition) -> Int? {
    if let changed = zip(stages, other.stages).enumerated().first(where: { !$1.0.isSame(as: $1.1) }) {
      return changed.offset
    }
    return stages.count < other.stages.count ? stages.count : nil
  }
}

/// One stage of a pipeline.
public struct PipelineStage: Hashable, Sendable, Codable {
  /// What a stage does, and how.
  public enum Work: Hashable, Sendable, Codable {
    /// Takes in examples to start from.
    case seeds(SeedsStage)
    case generate(GenerateStage)
    /// Makes new examples from those of an earlier stage.
    case augment(GenerateStage)
    case judge(JudgeStage)
    /// Looks for near copies.
    case dedupe
    /// Draws a queue for a person.
    case sample(SampleStage)
  }

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case seeds, generate, augment, judge, dedupe, sample
  }

  /// Other stages name it by this.
  public var name: String
  public var work: Work

  public init(name: String, work: Work) {
    self.name = name
    self.work = work
  }

  public var kind: Kind {
    switch work {
    case .seeds: .seeds
    case .generate: .generate
    case .augment: .augment
    case .judge: .judge
    case .dedupe: .dedupe
    case .sample: .sample
    }
  }

  /// Whether it brings examples into the workspace that a judge has not seen.
  public var generates: Bool { kind == .generate || kind == .augment }

  /// What it is told, in the order in which people write it. What may be spent, and how fast, is no part of what it does
  /// and stands in none of these.
  public var settings: [Setting] {
    switch work {
    case .seeds(let stage): stage.settings
    case .generate(let stage), .augment(let stage): stage.settings
    case .judge(let stage): stage.settings
    case .dedupe: []
    case .sample(let stage): stage.settings
    }
  }

  /// Whether it does the same as another.
  public func isSame(as other: PipelineStage) -> Bool {
    name == other.name && kind == other.kind && settings == other.settings
  }

  /// What differs, "count was 500 and is 600"; empty: nothing.
  public func changes(from other: PipelineStage) -> [String] {
    if kind != other.kind { return ["it was \(other.kind.rawValue) and is \(kind.rawValue)"] }
    var changes = name == other.name ? [] : ["it was named \"\(other.name)\""]
    let (old, new) = (other.settings, settings)
    for setting in new {
      let before = old.first { $0.name == setting.name }?.text ?? "not set"
      if before != setting.text { changes.append("\(setting.name) was \(before) and is \(setting.text)") }
    }
    changes += old.filter { setting in !new.contains { $0.name == setting.name } }.map {
      "\($0.name) was \($0.text) and is not set"
    }
    return changes
  }
}

/// One thing that a stage is told.
public struct Setting: Hashable, Sendable {
  /// The key in the file.
  public var name: String
  public var text: String
  init?(_ name: String, _ text: String?) {
    guard let text else { return nil }
    self.name = name
    self.text = text
  }
}
