import AssayModel
import Foundation

/// What a run that generates was started with, as the list of runs keeps it: enough to go on with it.
public struct GenerationParameters: Hashable, Sendable, Codable {
  public var order: GenerationOrder
  /// The template as it was, so that a run that goes on asks the same whatever the file says by now.
  public var template: String
  public var fields: [String]
  public var licence: String?
  /// The first run of this work, under which its calls are kept; nil: this one.
  public var first: RunID?
  public init(_ options: GenerationRun.Options) {
    order = options.order
    template = options.template
    fields = options.fields
    licence = options.licence
  }

  /// nil: the text is no generation's.
  public init?(json: String) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
    self = found
  }

  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
