/// Where rows come from.
public enum ImportSource: Hashable, Sendable {
  case file(String)
  case standardInput

  /// What messages call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    }
  }

  /// What the reader calls it.
  var path: String {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    }
  }

  /// What its batch is called when nobody says otherwise: the file's name without endings; nil: numbered.
  var batchName: String? {
    guard case .file(let path) = self else { return nil }
    var name = path.split(separator: "/").last.map(String.init) ?? ""
    for ending in [".gz", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"]
    where name.lowercased().hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name.isEmpty ? nil : name
  }
}
