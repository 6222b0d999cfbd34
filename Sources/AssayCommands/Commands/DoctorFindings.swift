import AssayEmbedding
import AssayStore
import AssayWorkbench
import Foundation

/// What `assay doctor` found.
struct DoctorFindings {
  struct Finding: Encodable {
    enum Kind: String, Encodable {
      case good, note, problem
    }
    var kind: Kind
    var subject: String
    var text: String

    /// A sign and words: meaning never rests on colour.
    var line: String {
      let sign =
        switch kind {
        case .good: "ok      "
        case .note: "note    "
        case .problem: "PROBLEM "
        }
      return "\(sign)\(subject): \(text)"
    }
  }

  private(set) var all: [Finding] = []

  var hasProblem: Bool { all.contains { $0.kind == .problem } }

  private mutating func add(_ kind: Finding.Kind, _ subject: String, _ text: String) {
    all.append(Finding(kind: kind, subject: subject, text: text))
  }

  // MARK: The terminal

  mutating func checkTerminal(_ environment: RuntimeEnvironment) {
    let isTerminal = Console.isTerminal(0) && Console.isTerminal(1)
    add(
      isTerminal ? .good : .note, "terminal",
      isTerminal
        ? "input and output are a terminal"
        : "input or output is none here; the workbench needs one, the other commands do not")
    checkType(environment, isTerminal: isTerminal)
    checkLocale(environment)
    checkColors(environment)
  }

  private mutating func checkType(_ environment: RuntimeEnvironment, isTerminal: Bool) {
    let type = environment.variables["TERM"] ?? ""
    if !type.isEmpty, type != "dumb", type != "unknown" { return add(.good, "TERM", type) }
    add(
      isTerminal ? .problem : .note, "TERM",
      (type.isEmpty ? "not set" : type)
        + "; set it to your terminal's name, for example xterm-256color, or use --linear")
  }

  private mutating func checkLocale(_ environment: RuntimeEnvironment) {
    if environment.usesUTF8 {
      // The variables may name a locale that is not installed; then the C library has another one.
      if setlocale(LC_CTYPE, "") != nil { return add(.good, "locale", environment.locale) }
      return add(
        .problem, "locale", "\(environment.locale) is not installed; install it or set LC_ALL=C.UTF-8")
    }
    add(
      .problem, "locale",
      "\(environment.locale) is not UTF-8, so only ASCII can be shown; set LC_ALL=C.UTF-8")
  }

  private mutating func checkColors(_ environment: RuntimeEnvironment) {
    if environment.forbidsColor { return add(.note, "colours", "none, since NO_COLOR is set") }
    let colors = environment.variables["COLORTERM"] ?? ""
    if ["truecolor", "24bit"].contains(colors) {
      return add(.good, "colours", "true colour (COLORTERM=\(colors))")
    }
    let type = environment.variables["TERM"] ?? ""
    add(
      .good, "colours",
      type.contains("256color")
        ? "256; if your terminal has true colour, set COLORTERM=truecolor" : "as TERM says")
  }

  // MARK: The program

  mutating func checkLibraries() {
    add(.good, "assay", AssayVersion.current)
    #if os(Linux)
      add(.good, "system", ProcessInfo.processInfo.operatingSystemVersionString)
    #else
      add(.good, "system", "macOS " + ProcessInfo.processInfo.operatingSystemVersionString)
    #endif
    for library in LibraryVersions.all { add(.good, library.name, library.version) }
  }

  mutating func checkModels(_ environment: RuntimeEnvironment) {
    let library = environment.models
    for model in KnownModels.all {
      if case .damaged(let file) = library.state(of: model.name) {
        add(
          .problem, model.family == nil ? "embedding model" : "chat model",
          "\(model.name): \(file) is damaged; assay models fetch \(model.name) gets it again")
      }
    }
    let installed = library.installed()
    add(
      installed.isEmpty ? .note : .good, "embedding model",
      installed.isEmpty
        ? "none is installed; assay models fetch gets one, to find duplicates by meaning"
        : installed.joined(separator: ", "))
    checkServer(environment)
  }

  private mutating func checkServer(_ environment: RuntimeEnvironment) {
    let chat = KnownModels.chat.map(\.name).filter { environment.models.state(of: $0) == .installed }
    let programs = ServerPrograms(data: environment.data, path: environment.variables["PATH"] ?? "")
    let server = programs.llama() ?? programs.ollama()
    add(
      server == nil ? .note : .good, "local model",
      (server ?? "no program that serves one (llama-server or ollama); make local-model gets one") + "; "
        + (chat.isEmpty ? "no chat model is installed" : chat.joined(separator: ", ")))
  }

  mutating func checkConfiguration(_ location: WorkspaceOptions, _ environment: RuntimeEnvironment) {
    let folders = environment.folders
    let result = ConfigurationLoader.load(workspace: location.folder, folders: folders)
    for problem in result.problems { add(.problem, "configuration", problem.description) }
    let keys = KeyBindings.make(overrides: result.configuration.keys).problems
    for problem in keys { add(.problem, "keys", problem) }
    let themes = ThemeLibrary(workspace: location.folder, folders: folders)
    for name in themes.names {
      do throws(CommandFailure) {
        for warning in try themes.load(name).warnings { add(.problem, "theme \(name)", warning.description) }
      } catch {
        add(.problem, "theme \(name)", error.message)
      }
    }
    if let name = result.configuration.theme, !themes.names.contains(name) {
      add(.problem, "theme", "there is no theme \"\(name)\"" + Spelling.hint(for: name, among: themes.names))
    }
    if !hasProblem(about: ["configuration", "keys", "theme"]) {
      add(
        .good, "configuration",
        "\(themes.names.count) themes, \(result.configuration.keys.count) keys of your own")
    }
  }

  private func hasProblem(about subjects: [String]) -> Bool {
    all.contains { $0.kind == .problem && subjects.contains($0.subject) }
  }

  // MARK: The workspace

  mutating func checkWorkspace(_ location: WorkspaceOptions) {
    guard location.hasDatabase else {
      return add(.note, "workspace", "none in \(location.folder.path); `assay import` makes one")
    }
    do {
      let workspace = try location.open()
      let problems = try workspace.integrityProblems()
      for problem in problems { add(.problem, "workspace", problem) }
      if problems.isEmpty {
        let count = Figures.count(try workspace.exampleCount(), "example")
        add(.good, "workspace", "\(count), database schema \(Workspace.schemaVersion), no damage found")
      }
    } catch {
      add(.problem, "workspace", "\(error)")
    }
  }
}
