/// A model that a Python package carries, and how to tell that its files are whole.
public struct KnownModel: Hashable, Sendable {
  /// What a model does.
  public enum Use: Hashable, Sendable {
    /// Turns texts into vectors of so many numbers, in this process.
    case embedding(dimensions: Int)
    /// Answers like a chat partner, served by a program of its own: one GGUF file. Models of one family, a word such as
    /// "smollm2", are trained on much the same texts.
    case chat(family: String)
  }

  /// A file inside the package's wheel.
  public struct File: Hashable, Sendable {
    /// Its place in the wheel, which is a ZIP archive.
    public let path: String
    /// Its name in the model's folder.
    public let name: String
    /// Bytes.
    public let size: Int
    /// 64 lower-case hexadecimal digits.
    public let sha256: String

    public init(path: String, name: String, size: Int, sha256: String) {
      self.path = path
      self.name = name
      self.size = size
      self.sha256 = sha256
    }
  }

  /// What the model is called here: the name of its folder, and of an embedding model the value of `embedding` in the
  /// settings.
  public let name: String
  /// The package on PyPI.
  public let package: String
  public let version: String
  public let files: [File]
  /// An SPDX identifier.
  public let licence: String
  public let use: Use
  /// What it is good for, in one sentence.
  public let summary: String

  public init(
    name: String, package: String, version: String, files: [File], licence: String, use: Use,
    summary: String
  ) {
    self.name = name
    self.package = package
    self.version = version
    self.files = files
    self.licence = licence
    self.use = use
    self.summary = summary
  }

  /// Numbers in a vector of an embedding model.
  public var dimensions: Int? {
    if case .embedding(let dimensions) = use { return dimensions }
    return nil
  }

  /// The family of a chat model.
  public var family: String? {
    if case .chat(let family) = use { return family }
    return nil
  }
}
