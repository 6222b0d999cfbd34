import AssayModel

/// Makes a judge version the one in use: in the workspace's log of adoptions, and in the files that `assay judge` reads.
/// The configuration is the command line's, which carries this out; who decides that a version is better only calls it.
public protocol JudgeAdopting: Sendable {
  /// Writes the judge's prompt, its shots and what else of its section differs, so that the configuration makes the
  /// fingerprint of this version, then the adoption. What was edited by hand since becomes a version of its own first.
  ///
  /// - Parameters:
  ///   - author: a reviewer, or "tuner".
  ///   - reason: for people: "lower expected cost on test (p = 0.01)".
  /// - Returns: what was done, for people: the files that were written and the versions that were made.
  /// - Throws: a sentence for people when the configuration cannot say what the version is; nothing was written then.
  @discardableResult
  func adopt(_ judge: JudgeID, author: String, reason: String, at: Int64) throws -> AdoptionOutcome
}

/// What an adoption has done.
public struct AdoptionOutcome: Hashable, Sendable {
  public var adoption: Adoption
  /// Files that were written, as seen from the workspace's folder.
  public var files: [String]
  /// The version that was made of what had been edited by hand; nil: there was nothing that was not in the list.
  public var preserved: JudgeVersion?
  /// What a person should know, in sentences.
  public var warnings: [String]
  public init(
    adoption: Adoption, files: [String] = [], preserved: JudgeVersion? = nil, warnings: [String] = []
  ) {
    self.adoption = adoption
    self.files = files
    self.preserved = preserved
    self.warnings = warnings
  }
}
