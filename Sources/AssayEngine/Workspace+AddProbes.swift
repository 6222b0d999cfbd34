import AssayFormats
import AssayModel
import AssayStore

extension Workspace {
  /// Makes known-bad probes, as ``Workspace/addProbes(_:at:bodyWriter:)`` does, with rows in the forms that import
  /// reads.
  public func addProbes(_ probes: [NewProbe], at: Int64) throws -> [Probe] {
    try addProbes(probes, at: at, bodyWriter: RowReader.bodyWriter)
  }
}
