import Foundation

/// Where pip is told to get packages from: whoever has set up a mirror has set it up there.
struct PipConfiguration: Hashable {
  /// The index's address, without a slash at the end. It may hold a password: show it by `HTTPAddress.shown` only.
  var index: String
  /// A file of trusted certificates in place of the system's.
  var authorities: String?

  static let publicIndex = "https://pypi.org/simple"

  /// Reads the environment, then pip's files.
  ///
  /// - Parameters:
  ///   - system: the folder of the files for all users.
  init(environment: [String: String], system: String = "/etc") {
    let settings = Self.settings(in: Self.files(environment, system: system))
    var index = Self.first([environment["PIP_INDEX_URL"], settings["index-url"]]) ?? Self.publicIndex
    while index.hasSuffix("/") { index.removeLast() }
    self.index = index
    let candidate = Self.first([
      environment["PIP_CERT"], settings["cert"], environment["REQUESTS_CA_BUNDLE"],
      environment["CURL_CA_BUNDLE"],
      environment["SSL_CERT_FILE"],
    ])
    // A folder of certificates, which pip takes too, is not a file of them.
    var isFolder: ObjCBool = false
    if let candidate, FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
      isFolder.boolValue
    {
      authorities = nil
    } else {
      authorities = candidate
    }
  }

  private static func first(_ values: [String?]) -> String? {
    values.lazy.compactMap { $0?.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty }
  }

  /// pip's files, the later ones over the earlier (pip's documentation, "Configuration").
  private static func files(_ environment: [String: String], system: String) -> [String] {
    let own = environment["PIP_CONFIG_FILE"]
    // pip's own way to say "no files at all".
    if own == "/dev/null" { return [] }
    let home = environment["HOME"] ?? NSHomeDirectory()
    let configured =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
    var files = [system + "/xdg/pip/pip.conf", system + "/pip.conf", home + "/.pip/pip.conf"]
    #if os(macOS)
      files.append(home + "/Library/Application Support/pip/pip.conf")
    #endif
    files.append(configured + "/pip/pip.conf")
    if let virtual = environment["VIRTUAL_ENV"] { files.append(virtual + "/pip.conf") }
    return files + [own].compactMap(\.self)
  }

  /// What [global] says, and over it what [download] says.
  private static func settings(in files: [String]) -> [String: String] {
    var (global, download): ([String: String], [String: String]) = ([:], [:])
    for file in files {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { continue }
      var section = ""
      for line in text.split(whereSeparator: \.isNewline) {
        // A line that is set in belongs to the value before it; no key that matters here has several lines.
        guard let first = line.first, !first.isWhitespace, first != "#", first != ";" else { continue }
        if first == "[" {
          section = line.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces)
          continue
        }
        guard let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
        let key = line[..<sign].trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "_", with: "-")
        let value = line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces)
        if section == "global" { global[key] = value }
        if section == "download" { download[key] = value }
      }
    }
    return global.merging(download) { $1 }
  }
}
