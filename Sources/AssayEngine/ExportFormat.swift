/// How an export is written.
public enum ExportFormat: String, CaseIterable, Sendable, Codable {
  /// One JSON object a line; nothing is lost.
  case jsonl
  /// RFC 4180, safe from formula injection.
  case csv
  /// One conversation a line, to fine-tune a chat model with: system, user, assistant.
  case chat
}
