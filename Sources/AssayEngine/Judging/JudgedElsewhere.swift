import AssayModel
import AssayStore

/// Finds the examples that another process has judged since a run has chosen what to judge.
struct JudgedElsewhere {
  private let judge: JudgeID?
  private var serial: Int64
  /// One bit for each example: judged since then, by whomever. A run opens each of its examples once, so one that it has
  /// not opened yet was judged by somebody else.
  private var bits: [UInt64] = []

  init(judge: JudgeID?, after serial: Int64) {
    self.judge = judge
    self.serial = serial
  }

  /// The examples that are still to be judged.
  mutating func remove(from ids: [ExampleID], _ workspace: Workspace) throws -> [ExampleID] {
    guard let judge else { return ids }
    var isMore = true
    while isMore {
      let found = try workspace.scores(of: judge, after: serial, limit: 4_096)
      serial = found.serial
      for score in found.scores { set(score.example) }
      isMore = found.scores.count == 4_096
    }
    return ids.filter { !isSet($0) }
  }

  private mutating func set(_ id: ExampleID) {
    let word = Int(id.rawValue >> 6)
    if word >= bits.count { bits += Array(repeating: 0, count: max(word + 1 - bits.count, bits.count)) }
    bits[word] |= 1 << UInt64(id.rawValue & 63)
  }

  private func isSet(_ id: ExampleID) -> Bool {
    let word = Int(id.rawValue >> 6)
    return word < bits.count && bits[word] & 1 << UInt64(id.rawValue & 63) != 0
  }
}
