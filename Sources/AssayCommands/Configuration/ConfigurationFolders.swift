import Foundation

/// Where configuration and themes may lie.
public struct ConfigurationFolders: Sendable {
  /// The person's own: `$XDG_CONFIG_HOME/assay`, else `~/.config/assay`.
  public var personal: URL
  /// Themes that an administrator or package put there, the nearest first.
  public var installedThemes: [URL]

  public init(personal: URL, installedThemes: [URL] = []) {
    self.personal = personal
    self.installedThemes = installedThemes
  }

  /// As the environment says.
  ///
  /// - Parameter executable: the program's own path, beside which an installation keeps its themes.
  public init(environment: [String: String], executable: String? = nil) {
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    // The XDG base directory specification: relative paths are to be ignored.
    let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    personal = URL(fileURLWithPath: configured ?? home + "/.config").appendingPathComponent("assay")
    installedThemes = []
    if let executable {
      let prefix = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
      installedThemes.append(prefix.appendingPathComponent("share/assay/themes"))
    }
  }
}
