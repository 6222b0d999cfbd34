import AssayModel

extension ServerRefusal {
  /// For people.
  var shown: String { "the server answered \(status)" + (message.isEmpty ? "" : ", \"\(message)\"") }

  /// What to look at.
  func hint(for dialect: ModelEndpoint.Dialect) -> String {
    if dialect == .libreTranslate, status >= 400 { return translatorHint }
    if RefusalRule.isWithoutMoney(self) { return "; check the account's balance and limits" }
    return switch status {
    case 300...399: "; it points elsewhere: write the address it points to into \"url\""
    case 401: "; check the key: the variable that \"key\" names"
    case 402: "; check the account's balance"
    case 403: "; the key may not use this model: check \"model\" and the key's rights"
    case 404, 405: "; check \"url\" (it ends before /chat/completions, often in /v1) and \"model\""
    default: "; check \"model\", \"max_tokens\" and the other settings of [models.NAME]"
    }
  }

  private var translatorHint: String {
    switch status {
    case 401, 403: "; check the key: the variable that \"key\" names"
    case 404, 405: "; check \"url\" (it ends before /translate)"
    default: "; check that the server has the languages (GET /languages lists them)"
    }
  }
}
