extension ChatRequest {
  /// Texts for a server that translates and does nothing else.
  public struct Translation: Hashable, Sendable, Codable {
    public var texts: [String]
    /// The code of the texts' language (ISO 639-1, "de"); "auto": the server finds it out.
    public var source: String
    public var target: String
    public init(texts: [String], source: String, target: String) {
      self.texts = texts
      self.source = source
      self.target = target
    }
  }

  /// A request that is nothing but a translation.
  public init(_ translation: Translation) {
    self.init(messages: [])
    self.translation = translation
  }
}
