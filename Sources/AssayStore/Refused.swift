/// Carries a refusal out of the depth of a row; never leaves the import.
struct Refused: Error {
  var reason: ImportRefusal
  init(_ reason: ImportRefusal) { self.reason = reason }
}
