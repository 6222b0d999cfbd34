/// What tokens cost.
public enum ChatPrice {
  /// By the endpoint's prices per million; nil: one of them is not known.
  public static func cost(tokensIn: Int, tokensOut: Int, at endpoint: ModelEndpoint) -> Double? {
    guard let priceIn = endpoint.priceIn, let priceOut = endpoint.priceOut else { return nil }
    return (Double(tokensIn) * priceIn + Double(tokensOut) * priceOut) / 1e6
  }
}
