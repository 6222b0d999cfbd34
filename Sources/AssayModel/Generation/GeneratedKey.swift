/// The key of an example that Assay generated: "g3-12-1" is the first of call 12 of run 3. It stays the same when the run
/// is stopped and gone on with, and travels with exports.
public struct GeneratedKey: Hashable, Sendable {
  /// The run that began the batch.
  public var run: Int64
  public var call: Int
  /// From 1.
  public var place: Int

  public init(run: RunID, call: Int, place: Int) {
    self.run = run.rawValue
    self.call = call
    self.place = place
  }

  /// nil: it is the key of another example.
  public init?(_ key: String) {
    guard key.first == "g" else { return nil }
    let parts = key.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let run = Int64(parts[0]), let call = Int(parts[1]), let place = Int(parts[2]),
      run > 0, call >= 0, place > 0
    else { return nil }
    self.run = run
    self.call = call
    self.place = place
  }

  /// As it stands in the workspace and in exports.
  public var text: String { "g\(run)-\(call)-\(place)" }
}
