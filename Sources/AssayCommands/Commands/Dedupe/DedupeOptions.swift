import ArgumentParser
import AssayModel
import Foundation

/// What `assay dedupe` can be told about the search itself.
struct DedupeOptions: ParsableArguments {
  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      "exact, minhash, containment, masked, embedding; several with commas.", valueName: "methods"))
  var methods: [String] = []

  @Option(
    name: .customLong("threshold"),
    help: ArgumentHelp(
      "Over 0 and at most 1, for all methods but exact; or of one: --threshold minhash=0.8. Repeat for more.",
      valueName: "share"))
  var thresholds: [String] = []

  @Flag(help: "Embedding at 0.85: also what is only close in meaning.")
  var aggressive = false

  @Option(
    help: ArgumentHelp("Compare with the rows of this file as well. Repeat for more.", valueName: "file"),
    completion: .file())
  var against: [String] = []

  @Option(help: ArgumentHelp("What the files of --against are: test (held-out data), seeds or other."))
  var role = ReferenceSet.Role.other

  @Option(
    name: .customLong("field"),
    help: ArgumentHelp("Compare this text; repeat for more. Without it, all texts.", valueName: "name"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp("Only rows that agree in this field are duplicates: --same label.", valueName: "field")
  )
  var same: [String] = []

  @Option(
    help: ArgumentHelp(
      "The embedding model: one that is installed, an endpoint of assay.toml, or \"hashed\".",
      valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp("With --evaluate: the field that says whether a pair is one.", valueName: "field"))
  var truth: String?

  @Option(
    help: ArgumentHelp(
      "With --evaluate, where the truth is a degree of similarity: from which number on a pair is one.",
      valueName: "number"))
  var trueFrom: Double?

  @Option(help: "For everything that is drawn at random; the same seed gives the same result.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("Threads; without it, one for each core. The result does not depend on it."))
  var threads: Int?

  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Whether embedding was asked for by name, so that hashed n-grams may stand in for a model.
  var asksForEmbedding: Bool { methods.contains { $0.lowercased().contains("embedding") } || aggressive }

  /// - Throws: `ValidationError`.
  func check() throws {
    _ = try settings(over: DuplicateSettings())
    if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more, not \(threads)") }
  }

  /// Lays the options over what the configuration says.
  ///
  /// - Throws: `ValidationError`.
  func settings(over base: DuplicateSettings) throws -> DuplicateSettings {
    var settings = base
    let names = methods.flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
    if !methods.isEmpty { settings.methods = Set(try names.map(Self.method)) }
    if aggressive {
      settings.thresholds[.embedding] = 0.85
      settings.methods.insert(.embedding)
    }
    for text in thresholds { try set(text, in: &settings) }
    if !fields.isEmpty { settings.fields = fields }
    if !same.isEmpty { settings.same = same }
    if let seed { settings.seed = seed }
    if let model, model != EmbeddingChoice.hashed { settings.embedding = model }
    settings.references += referenceSets(besides: settings.references.map(\.name))
    return settings
  }

  private static func method(_ name: String) throws -> DuplicateMethod {
    if let method = DuplicateMethod(rawValue: name.lowercased()) { return method }
    let names = DuplicateMethod.allCases.map(\.rawValue)
    throw ValidationError(
      "there is no method \"\(name)\"\(Spelling.hint(for: name, among: names))")
  }

  private func set(_ text: String, in settings: inout DuplicateSettings) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let threshold = parts.last.flatMap(Double.init), threshold > 0, threshold <= 1 else {
      throw ValidationError("--threshold \(text): over 0 and at most 1, for example 0.8 or minhash=0.8")
    }
    guard parts.count == 2 else {
      for method in DuplicateMethod.allCases where method != .exact {
        settings.thresholds[method] = threshold
      }
      return
    }
    let method = try Self.method(parts[0])
    guard method != .exact else {
      throw ValidationError("--threshold \(text): exact has no threshold: its texts are equal")
    }
    settings.thresholds[method] = threshold
  }

  /// Sets are named after their files; a second of the same name gets its whole path.
  private func referenceSets(besides names: [String]) -> [ReferenceSet] {
    var taken = Set(names)
    return against.map { file in
      let short = URL(fileURLWithPath: file).lastPathComponent
      let name = taken.insert(short).inserted ? short : file
      taken.insert(name)
      return ReferenceSet(name: name, file: file, role: role)
    }
  }
}

extension ReferenceSet.Role: ExpressibleByArgument {}
