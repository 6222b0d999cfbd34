import Foundation

/// What the terms of a family of models say of training other models on its output, as far as the data file knows.
struct ModelTerms: Hashable, Sendable, Codable {
  /// "OpenAI services", "Llama 3.1 community licence".
  var name: String
  /// One sentence on what they say of training on output.
  var clause: String
  /// The day of the terms that the clause is from, and where they stand.
  var date: String
  var link: String
  /// Whether training a model that competes is forbidden, or bound to conditions, as far as known.
  var restrictsCompetingModels: Bool
  /// What its models may be called: see ``ModelNamePattern``.
  var models: [String] = []
  /// Hosts that serve it: "example.com" stands for "api.example.com" too.
  var hosts: [String] = []

  /// "SmolLM, Apache-2.0 (January 2004)": the day belongs to the terms and not to the model.
  var title: String { "\(name) (\(Self.words(date)))" }

  /// What travels with every example: the name, the date and the link.
  var travelText: String { "\(title), \(link)" }

  /// A month in words, as "2004-01" may be read as anything; days and years as they stand.
  private static func words(_ date: String) -> String {
    let parts = date.split(separator: "-")
    guard parts.count == 2, let month = Int(parts[1]), (1...12).contains(month) else { return date }
    return "\(months[month - 1]) \(parts[0])"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// How well a model's name fits; nil: not at all.
  func fit(model: String) -> Int? { models.compactMap { ModelNamePattern($0).fit(model) }.max() }

  /// Whether the host of an address is one of its own.
  func serves(_ host: String) -> Bool { hosts.contains { host == $0 || host.hasSuffix("." + $0) } }
}

/// A name with `*` for anything, as models are called in many ways: "meta-llama/Llama-3.1-8B" and "llama3.1:8b".
struct ModelNamePattern {
  private let parts: [Substring]
  private let text: String

  init(_ text: String) {
    self.text = Self.plain(text)
    parts = self.text.split(separator: "*", omittingEmptySubsequences: false)
  }

  /// Without what stands before the last "/", in small letters, ":", "_" and " " as "-".
  static func plain(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return String(last.lowercased().map { ":_ ".contains($0) ? "-" : $0 })
  }

  /// The number of characters that are the same; nil: the name is another one.
  func fit(_ model: String) -> Int? {
    let name = Self.plain(model)
    guard parts.count > 1 else { return name == text ? text.count : nil }
    guard name.hasPrefix(parts[0]) else { return nil }
    var rest = name.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.range(of: part) else { return nil }
      rest = rest[place.upperBound...]
    }
    guard let last = parts.last, rest.hasSuffix(last) else { return nil }
    return text.count - parts.count + 1
  }
}
