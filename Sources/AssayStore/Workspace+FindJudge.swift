import AssayModel
import GRDB

extension Workspace {
  /// The judge whose definition has this fingerprint; nil: it has not judged here yet.
  public func judgeVersion(fingerprint: [UInt8]) throws -> JudgeVersion? {
    try read { db in
      let find = try prepare("SELECT judge FROM judge_version WHERE fingerprint = ?", on: db)
      find.bind(fingerprint, at: 1)
      guard try find.step() else { return nil }
      let id = JudgeID(find.integer(0))
      return try judges(in: db).first { $0.id == id }
    }
  }
}
