import ArgumentParser
import AssayModel
import AssayStore

/// `assay probes confirm`
struct ProbesConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Say of probes that they are bad indeed: from now on they count.")

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: ArgumentHelp("Keys of probes, or their beginnings.", valueName: "key"))
  var keys: [String]

  func run() throws {
    let done = try ProbeVerdict.give(.confirmed, keys: keys, location.open())
    Console.output("Confirmed \(Figures.count(done, "probe"))")
  }
}

/// `assay probes discard`
struct ProbesDiscardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Take probes out: a fault that is none measures nobody.",
    discussion: "A discarded probe is neither judged nor shown any more. confirm takes it in again.")

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: ArgumentHelp("Keys of probes, or their beginnings.", valueName: "key"))
  var keys: [String]

  func run() throws {
    let done = try ProbeVerdict.give(.discarded, keys: keys, location.open())
    Console.output("Discarded \(Figures.count(done, "probe"))")
  }
}

/// What a person says of probes.
enum ProbeVerdict {
  /// All or none.
  ///
  /// - Returns: how many there were.
  static func give(_ status: Probe.Status, keys: [String], _ workspace: Workspace) throws -> Int {
    let probes = try workspace.probes()
    let names = try workspace.keys(of: probes.map(\.example))
    let examples = try keys.map { key in try find(key, among: names) }
    for example in Set(examples) { try workspace.setProbeStatus(status, of: example) }
    return Set(examples).count
  }

  private static func find(_ key: String, among names: [ExampleID: String]) throws -> ExampleID {
    if let exact = names.first(where: { $0.value == key }) { return exact.key }
    let found = names.filter { $0.value.hasPrefix(key) }
    guard let first = found.first else {
      throw CommandFailure(
        "no probe has the key \"\(key)\"; assay probes list shows them; nothing was changed")
    }
    guard found.count == 1 else {
      throw CommandFailure("\(found.count) probes have keys that begin with \"\(key)\"; nothing was changed")
    }
    return first.key
  }
}
