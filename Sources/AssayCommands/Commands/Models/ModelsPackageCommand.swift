import ArgumentParser
import AssayEngine
import AssayProviders
import AssayText
import Foundation
import TerminalCore

/// `assay models package`: for scripts that need a file of a Python package without Python, such as
/// `Scripts/local-model.sh`.
struct ModelsPackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Download one file of a Python package by its checksum.",
    discussion: "A file that is there with that checksum is not fetched again; a broken download goes on.",
    shouldDisplay: false)

  @Argument(help: "The package's name.")
  var package: String

  @Option(help: ArgumentHelp("The file's SHA-256, as the index has it.", valueName: "digits"))
  var sha256: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to put it.", valueName: "file"), completion: .file())
  var output: String

  func validate() throws {
    guard sha256.count == 64, sha256.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
      throw ValidationError("--sha256 takes 64 lower-case hexadecimal digits")
    }
    guard !package.isEmpty,
      package.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
    else { throw ValidationError("\"\(package)\" is no name of a package") }
  }

  func run() throws {
    let place = URL(fileURLWithPath: output)
    if let data = try? Data(contentsOf: place, options: .alwaysMapped),
      data.withUnsafeBytes(SHA256.digest) == sha256
    {
      return
    }
    let environment = RuntimeEnvironment.current
    let pip = PipConfiguration(environment: environment.variables)
    let index = PackageIndex(
      address: pip.index, transport: RetryingTransport(CurlTransport(authorities: pip.authorities)))
    let line = ProgressLine(isShown: true)
    defer { line.finish() }
    try Interruption.handled { cancellation in
      let isCancelled = { cancellation.isCancelled }
      let file = try index.file(of: package, sha256: sha256, isCancelled: isCancelled)
      let download = PackageDownload(
        index: index, file: file, partial: URL(fileURLWithPath: output + ".part"))
      try download.run(
        progress: { received, expected in
          line.update {
            "Fetching \(file.name): \(Figures.bytes(Int64(received)))"
              + (expected > 0 ? " of \(Figures.bytes(Int64(expected)))" : "")
          }
        }, isCancelled: isCancelled)
      guard rename(download.partial.path, place.path) == 0 else {
        throw CommandFailure("\(place.path): cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }
}
