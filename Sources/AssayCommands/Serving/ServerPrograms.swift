import Foundation

/// Where the programs that serve models are.
struct ServerPrograms {
  /// The folder of the program's data, with `bin` in it.
  let data: URL
  /// The variable PATH.
  let path: String

  /// What `make local-model` builds, else what is in PATH; nil when there is none.
  func llama() -> String? {
    let own = data.appendingPathComponent("bin/llama-server").path
    return Self.isProgram(own) ? own : inPath("llama-server")
  }

  func ollama() -> String? { inPath("ollama") }

  private func inPath(_ name: String) -> String? {
    // POSIX: an empty entry is the current folder, from which nothing should be run by accident.
    path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { $0.hasPrefix("/") && Self.isProgram($0) }
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && FileManager.default.isExecutableFile(atPath: path)
  }

  /// The program of that path, or why it is none.
  ///
  /// - Throws: ``CommandFailure``.
  static func given(_ path: String) throws -> String {
    let absolute = URL(fileURLWithPath: path).path
    guard FileManager.default.fileExists(atPath: absolute) else {
      throw CommandFailure("\(path): there is no such file")
    }
    guard isProgram(absolute) else { throw CommandFailure("\(path): is not a program that can be run") }
    return absolute
  }

  static let noLlama = """
    llama.cpp's server is not installed. Get it with one of:
      make local-model               in Assay's project: builds it from source, once, about 8 minutes
      a package of your system       such as llama.cpp of Homebrew; llama-server must be in PATH
    or name the program: --server /path/to/llama-server
    """

  static let noOllama = """
    Ollama is not installed (no program ollama in PATH). Get it from https://ollama.com/download, or serve with
    llama.cpp instead: leave --engine away.
    """
}
