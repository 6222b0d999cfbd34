/// Reads the texts and the unknown fields back out of a stored row body. The formats module provides
/// it; the store is given it, so that neither knows the other.
public typealias BodyReader =
  @Sendable (_ body: String, _ shape: RowShape, _ mapping: FieldMapping) -> (
    fields: [TextField], metadata: [TextField]
  )

/// Which paths of a row hold its texts (`--map field=path`); empty: the shape says.
public struct FieldMapping: Hashable, Sendable, Codable {
  public struct Entry: Hashable, Sendable, Codable {
    /// "label", "id", "batch" and other known names are taken as such; any other is a text field.
    public var field: String
    /// Keys and positions joined by dots: `instances.0.input`.
    public var path: String
    public init(field: String, path: String) {
      self.field = field
      self.path = path
    }
  }
  public var entries: [Entry]
  public init(entries: [Entry] = []) { self.entries = entries }
}

/// Puts other texts and another label into the places where a stored row body has its own; all else stays as it
/// stands. A label that is nil stays too. The formats module provides it.
public typealias BodyWriter =
  @Sendable (
    _ body: String, _ shape: RowShape, _ mapping: FieldMapping, _ fields: [TextField], _ label: String?
  ) -> String
