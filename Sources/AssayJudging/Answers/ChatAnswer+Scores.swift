import AssayModel

extension ChatAnswer {
  /// The answer without alternatives that no score is made of: it reads the same, and takes a tenth of the room.
  ///
  /// A score's weights come from the token with its first digit and from the one after it, so these keep all they have,
  /// wherever a digit stands: which digits are a score is the parser's to say, and later versions may say otherwise.
  public var withoutIdleAlternatives: ChatAnswer {
    guard let tokens else { return self }
    var answer = self
    var followsDigit = false
    answer.tokens = tokens.map { token in
      let hasDigit = token.text.utf8.contains { (0x30...0x39).contains($0) }
      defer { if !token.text.isEmpty { followsDigit = hasDigit } }
      if hasDigit || followsDigit { return token }
      return Token(text: token.text, logProbability: token.logProbability, alternatives: [])
    }
    return answer
  }
}
