import AssayModel

extension RowReader {
  /// Puts other texts and another label into a stored row; all else stays byte for byte.
  public static let bodyWriter: BodyWriter = { body, _, mapping, fields, label in
    ExportEncoder().body(body, mapping: mapping, label: label, edited: fields)
  }
}
