import AssayModel

extension JudgeStage {
  /// What a stage asks for besides the configuration.
  ///
  /// - Parameter begun: the version that it has begun with; nil: it has not.
  func wishes(begun: String?) -> JudgeSetup.Wishes {
    var wishes = JudgeSetup.Wishes(judge: begun ?? judge, samples: samples, concurrency: concurrency)
    wishes.place = .stage
    return wishes
  }
}
