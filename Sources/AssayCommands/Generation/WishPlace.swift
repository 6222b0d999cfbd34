/// Where a person has said what is wished for: messages name what stands there.
enum WishPlace: Sendable {
  case commandLine
  /// A stage of a pipeline's file.
  case stage

  /// How a setting is named there: "--seeds-per-call", "\"seeds_per_call\"".
  ///
  /// - Parameter key: as in files.
  func name(_ key: String) -> String {
    switch self {
    case .commandLine: "--" + key.split(separator: "_").joined(separator: "-")
    case .stage: "\"\(key)\""
    }
  }

  /// A setting with its value: "--labels balanced", "labels = \"balanced\"".
  func name(_ key: String, _ value: String) -> String {
    switch self {
    case .commandLine: "\(name(key)) \(value)"
    case .stage: "\(key) = \"\(value)\""
    }
  }
}
