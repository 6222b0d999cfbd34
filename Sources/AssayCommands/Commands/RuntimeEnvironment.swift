import Foundation

/// What the program was started with.
struct RuntimeEnvironment {
  var variables: [String: String]

  static var current: RuntimeEnvironment {
    RuntimeEnvironment(variables: ProcessInfo.processInfo.environment)
  }

  var folders: ConfigurationFolders {
    ConfigurationFolders(environment: variables, executable: Bundle.main.executablePath)
  }

  /// no-color.org: set and not empty.
  var forbidsColor: Bool { !(variables["NO_COLOR"] ?? "").isEmpty }

  /// `ASSAY_LINEAR=1`.
  var wantsLinear: Bool { !["", "0", "false", "no"].contains(variables["ASSAY_LINEAR"] ?? "") }

  /// The language settings' character encoding.
  var locale: String {
    // POSIX: an empty variable counts as unset.
    ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty } ?? "C"
  }

  var usesUTF8: Bool {
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
