import AssayProviders

/// Puts settings into the section `[models.NAME]` of an `assay.toml`, where that points at this computer.
struct ModelSectionEditor {
  typealias Setting = TOMLSectionEditor.Setting

  /// Why a text is left as it is.
  enum Problem: Error, Hashable, CustomStringConvertible {
    /// The text was no TOML before.
    case notTOML(ConfigurationProblem)
    /// The section's address is on another machine.
    case elsewhere(url: String, line: Int?)
    /// The model makes the vectors for [duplicates].
    case embedding(line: Int?)
    /// The model is written in a form that is not edited by lines: dotted keys or an inline table.
    case otherForm(line: Int?)
    /// The edited text would not say exactly what it should.
    case unsafe

    var description: String {
      switch self {
      case .notTOML(let problem): "\(problem)"
      case .elsewhere(let url, let line):
        Self.place(line) + "this section points to \(url), which is not on this computer"
      case .embedding(let line): Self.place(line) + "[duplicates] uses this model for embeddings"
      case .otherForm(let line): Self.place(line) + "this model is not written as a section of its own"
      case .unsafe: "its form is not understood well enough to change it"
      }
    }

    private static func place(_ line: Int?) -> String { line.map { "line \($0): " } ?? "" }

    init(_ problem: TOMLSectionEditor.Problem) {
      switch problem {
      case .notTOML(let problem): self = .notTOML(problem)
      case .otherForm(let line): self = .otherForm(line: line)
      case .unsafe: self = .unsafe
      }
    }
  }

  /// The model's name in the file.
  let name: String
  let settings: [Setting]
  /// A comment above the section where it is new, without "#".
  let remark: String
  /// The file's name in messages.
  var file = ConfigurationLoader.fileName

  private var editor: TOMLSectionEditor {
    TOMLSectionEditor(path: ["models", name], settings: settings, remark: remark, file: file)
  }

  /// The section alone, for people to paste.
  var section: String { editor.section }

  /// The text with the settings in it; equal to it where it has them already.
  ///
  /// - Throws: ``Problem``.
  func edited(_ text: String) throws(Problem) -> String {
    let before: [ConfigurationValue.Entry]
    do throws(ConfigurationProblem) {
      before = try TOMLFile(text: text, name: file).root
    } catch {
      throw .notTOML(error)
    }
    if let model = before.entry(["models", name]) {
      try checkAddress(model)
      try checkUse(before)
    }
    do throws(TOMLSectionEditor.Problem) {
      return try editor.edited(text)
    } catch {
      throw Problem(error)
    }
  }

  private func checkAddress(_ model: ConfigurationValue.Entry) throws(Problem) {
    guard case .table(let entries) = model.value.content else { throw .otherForm(line: model.line) }
    guard let url = entries.first(where: { $0.key == "url" }),
      case .string(let text) = url.value.content, !HTTPAddress.isLoopback(text)
    else { return }
    throw .elsewhere(url: text, line: url.line)
  }

  private func checkUse(_ root: [ConfigurationValue.Entry]) throws(Problem) {
    let use = root.entry(["duplicates", "embedding"])
    if case .string(name)? = use?.value.content { throw .embedding(line: use?.line) }
  }
}
