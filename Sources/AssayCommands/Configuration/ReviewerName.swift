import Foundation

/// What decisions are signed with.
public enum ReviewerName {
  /// Why `name` cannot be one; nil when it can.
  public static func problem(with name: String) -> String? {
    if name.allSatisfy(\.isWhitespace) { return "a reviewer's name must not be empty" }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
      return "a reviewer's name must not have control characters"
    }
    if name.utf8.count > 200 { return "a reviewer's name has at most 200 bytes" }
    return nil
  }

  /// The first of these that is there: the flag, `$ASSAY_REVIEWER`, the configuration's, `$USER`, and the
  /// name of the account, since containers often have no `$USER`.
  public static func resolve(
    flag: String?, configured: String?, environment: [String: String], account: String? = NSUserName()
  ) throws(CommandFailure) -> String {
    let candidates = [
      flag, environment["ASSAY_REVIEWER"], configured, environment["USER"], environment["LOGNAME"], account,
    ]
    guard let name = candidates.compactMap({ $0 }).first(where: { !$0.isEmpty }) else {
      throw CommandFailure(
        "nobody knows who is reviewing: give --reviewer NAME, or set ASSAY_REVIEWER, or put name under "
          + "[reviewer] in your config.toml")
    }
    if let problem = problem(with: name) { throw CommandFailure(problem) }
    return name
  }
}
